package org.atomicevents.catalog.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import org.atomicevents.catalog.command.Command;
import org.atomicevents.catalog.command.Product;
import org.atomicevents.catalog.command.ProductCommands;
import org.atomicevents.web.Problem;

/** The command side over REST; below {@code strategies/{strategy}} the same through a named strategy. */
@Path("/")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class CommandResource {

    @Inject
    private ProductCommands commands;

    @Inject
    private ChosenPublishers publishers;

    @Inject
    private Validator validator;

    @Context
    private HttpHeaders headers;

    @POST
    @Path("products")
    public Response create(String body) {
        return createThrough(publishers.configured(), body);
    }

    @POST
    @Path("strategies/{strategy}/products")
    public Response create(@PathParam("strategy") String strategy, String body) {
        return createThrough(strategy, body);
    }

    @PUT
    @Path("products/{id}/price")
    public Response changePrice(@PathParam("id") String id, String body) {
        return changePriceThrough(publishers.configured(), id, body);
    }

    @PUT
    @Path("strategies/{strategy}/products/{id}/price")
    public Response changePrice(@PathParam("strategy") String strategy, @PathParam("id") String id, String body) {
        return changePriceThrough(strategy, id, body);
    }

    @GET
    @Path("products/{id}")
    @Consumes(MediaType.WILDCARD)
    public String find(@PathParam("id") String id) {
        Product product =
                commands.find(id).orElseThrow(() -> Problem.unknown("Product '%s' does not exist".formatted(id)));
        return Json.createObjectBuilder()
                .add("id", product.id())
                .add("name", product.name())
                .add("price", product.price())
                .add("version", product.version())
                .build()
                .toString();
    }

    private Response createThrough(String strategy, String body) {
        Command.Create command = valid(Input.parse(body).create());
        long version = commands.create(publishers.of(strategy, TraceContext.of(headers)), command);
        String state = state(command, version)
                .add("name", command.name())
                .add("price", command.price())
                .build()
                .toString();
        return Response.created(URI.create("products/" + command.productId()))
                .entity(state)
                .build();
    }

    private Response changePriceThrough(String strategy, String id, String body) {
        Command.ChangePrice command = valid(Input.parse(body).changePrice(id));
        long version = commands.changePrice(publishers.of(strategy, TraceContext.of(headers)), command);
        return Response.ok(state(command, version)
                        .add("price", command.price())
                        .build()
                        .toString())
                .build();
    }

    private static JsonObjectBuilder state(Command command, long version) {
        return Json.createObjectBuilder()
                .add("id", command.productId())
                .add("version", version)
                .add("commandId", command.commandId());
    }

    private <C> C valid(C command) {
        Set<ConstraintViolation<C>> violations = validator.validate(command);
        if (!violations.isEmpty()) {
            throw CatalogProblem.invalid(violations);
        }
        return command;
    }
}
