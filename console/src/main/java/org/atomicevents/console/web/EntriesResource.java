package org.atomicevents.console.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.atomicevents.Event;
import org.atomicevents.console.audit.Action;
import org.atomicevents.console.audit.ActionResult;
import org.atomicevents.console.audit.AuditedOperations;
import org.atomicevents.console.container.ConsoleSettings;
import org.atomicevents.operations.Operations;
import org.atomicevents.operations.ParkedFilter;
import org.atomicevents.web.Problem;

/** The pending and the parked entries over REST, and the actions on parked ones. */
@Path("/entries")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class EntriesResource {

    @Inject
    Operations operations;

    @Inject
    AuditedOperations audited;

    @Inject
    ConsoleSettings settings;

    @GET
    @Path("pending")
    public String pending() {
        return Json.createObjectBuilder()
                .add("pending", operations.pending())
                .build()
                .toString();
    }

    @GET
    @Path("parked")
    public String parked(@QueryParam("limit") String limit, @Context UriInfo request) {
        ParkedFilter filter = Input.filter(request.getQueryParameters());
        return Output.array(operations.parked(filter, Input.limit(limit, settings.listMax())), Output::entry)
                .build()
                .toString();
    }

    @GET
    @Path("{eventId}")
    public String inspect(@PathParam("eventId") String eventId, @QueryParam("source") String source) {
        Event event = operations
                .inspect(Input.source(source), Input.eventId(eventId))
                .orElseThrow(() -> Problem.unknown(
                        "No entry with the event id '%s' of source '%s' waits or is parked: it was delivered, discarded, or never there"
                                .formatted(eventId, source)));
        return Output.event(event).build().toString();
    }

    @POST
    @Path("{eventId}/replay")
    public String replay(
            @PathParam("eventId") String eventId,
            @QueryParam("source") String source,
            @Context SecurityContext caller) {
        return perform(Action.REPLAY, source, eventId, caller);
    }

    @POST
    @Path("{eventId}/discard")
    public String discard(
            @PathParam("eventId") String eventId,
            @QueryParam("source") String source,
            @Context SecurityContext caller) {
        return perform(Action.DISCARD, source, eventId, caller);
    }

    private String perform(Action action, String source, String eventId, SecurityContext caller) {
        String who = Role.of(action).require(caller);
        ActionResult result = audited.perform(action, Input.source(source), Input.eventId(eventId), who);
        if (result == ActionResult.NOT_PARKED) {
            throw ConsoleProblem.notParked(
                    "Entry '%s' of source '%s' is not parked: it was replayed or discarded before, or never given up; see GET audit"
                            .formatted(eventId, source));
        }
        return Json.createObjectBuilder()
                .add("source", source)
                .add("eventId", eventId)
                .add("action", action.word())
                .add("outcome", result.word())
                .build()
                .toString();
    }
}
