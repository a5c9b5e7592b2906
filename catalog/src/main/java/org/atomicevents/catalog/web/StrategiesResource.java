package org.atomicevents.catalog.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.atomicevents.Guarantees;
import org.atomicevents.Strategies;

/** The strategies of this deployment and the guarantees of each, over REST. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StrategiesResource {

    @Inject
    private Strategies strategies;

    @GET
    @Path("strategies")
    public String all() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        strategies.all().forEach(offer -> all.add(json(offer)));
        return all.build().toString();
    }

    private static JsonObjectBuilder json(Strategies.Offer offer) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", offer.id())
                .add("available", offer.available())
                .add("default", offer.isDefault())
                .add("guarantees", json(offer.guarantees()));
        return offer.refusal() == null ? json.add("refusal", JsonValue.NULL) : json.add("refusal", offer.refusal());
    }

    private static JsonObjectBuilder json(Guarantees guarantees) {
        JsonArrayBuilder admitted = Json.createArrayBuilder();
        guarantees.admitted().forEach(anomaly -> admitted.add(anomaly.name()));
        return Json.createObjectBuilder()
                .add("admitted", admitted)
                .add("losesOnlyIf", guarantees.losesOnlyIf())
                .add("recoveryBoundedBy", guarantees.recoveryBoundedBy());
    }
}
