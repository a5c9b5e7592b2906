package org.atomicevents.catalog.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.atomicevents.catalog.replica.ProductReplica;
import org.atomicevents.catalog.replica.Replica;
import org.atomicevents.web.Problem;

/** The query side over REST; read-only, fed by events alone, so it may be behind the command side. */
@Path("/replica/products/{id}")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ReplicaResource {

    @Inject
    private Replica replica;

    @GET
    public String find(@PathParam("id") String id) {
        ProductReplica product = replica.find(id)
                .orElseThrow(() -> Problem.unknown("No event has told about product '%s' so far".formatted(id)));
        return Json.createObjectBuilder()
                .add("id", product.id())
                .add("name", product.name())
                .add("price", product.price())
                .add("version", product.version())
                .build()
                .toString();
    }
}
