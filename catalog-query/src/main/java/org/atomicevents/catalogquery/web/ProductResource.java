package org.atomicevents.catalogquery.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.atomicevents.catalogquery.store.Products.Product;
import org.atomicevents.web.Problem;

/** The products over REST; read-only, and behind the commands by as much as the projection is. */
@Path("/products")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ProductResource {

    private static final int LIMIT_MAX = 100;

    @Inject
    private QuerySide queries;

    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id) {
        return queries.product(id)
                .map(product -> json(product).build().toString())
                .orElseThrow(() -> Problem.unknown("No event has told about product '%s' so far".formatted(id)));
    }

    /** A page of products by id; the next begins after the last id of this one. */
    @GET
    public String list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("20") String limit) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        queries.products(after, number(limit)).forEach(product -> all.add(json(product)));
        return all.build().toString();
    }

    private static int number(String limit) {
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= LIMIT_MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw Problem.invalid("'limit' is '%s': it must be a whole number from 1 to %d".formatted(limit, LIMIT_MAX));
    }

    private static JsonObjectBuilder json(Product product) {
        return Json.createObjectBuilder()
                .add("id", product.id())
                .add("name", product.name())
                .add("price", product.price())
                .add("version", product.version());
    }
}
