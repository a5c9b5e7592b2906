package org.atomicevents.catalogquery.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.atomicevents.eventsourcing.store.ProjectionState;
import org.atomicevents.web.Problem;

/** The progress of the projections over REST, and the request that builds one anew, for operators. */
@Path("/projections")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ProjectionResource {

    @Inject
    private QuerySide queries;

    @GET
    public String all() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        queries.projections().forEach(state -> all.add(json(state)));
        return all.build().toString();
    }

    /** Begins the rebuild; {@link #all} shows its progress. Readers get the generation before until it has caught up. */
    @POST
    @Path("{name}/rebuild")
    public Response rebuild(@PathParam("name") String name) {
        if (!queries.rebuild(name)) {
            throw Problem.unknown("There is no projection '%s' here: see GET /projections".formatted(name));
        }
        return Response.accepted(all()).build();
    }

    private static JsonObjectBuilder json(ProjectionState state) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("name", state.name())
                .add("generation", state.generation())
                .add("version", state.version())
                .add("status", state.status())
                .add("checkpoint", state.checkpoint())
                .add("lag", state.lag());
        state.stopped()
                .ifPresent(stopped ->
                        json.add("stoppedAt", stopped.at().toString()).add("error", stopped.error()));
        state.held().ifPresent(held -> json.add("heldStreams", held.streams()).add("heldError", held.error()));
        return json;
    }
}
