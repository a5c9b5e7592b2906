package org.atomicevents.console.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.atomicevents.console.audit.Action;
import org.atomicevents.console.audit.AuditedOperations;
import org.atomicevents.operations.ParkedFilter;
import org.atomicevents.web.Problem;

/** The actions on all parked entries that match, which {@code GET /entries/parked} shows for the same conditions. */
@Path("/parked")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class ParkedResource {

    @Inject
    AuditedOperations audited;

    @POST
    @Path("replay")
    public String replay(@Context UriInfo request, @Context SecurityContext caller) {
        return perform(Action.REPLAY, request, caller);
    }

    @POST
    @Path("discard")
    public String discard(@Context UriInfo request, @Context SecurityContext caller) {
        return perform(Action.DISCARD, request, caller);
    }

    private String perform(Action action, UriInfo request, SecurityContext caller) {
        String who = Role.of(action).require(caller);
        ParkedFilter filter = Input.someFilter(request.getQueryParameters());
        AuditedOperations.Moved moved = audited.perform(action, filter, who);
        return Json.createObjectBuilder()
                .add("matching", filter.toString())
                .add("action", action.word())
                .add("entries", moved.entries())
                .add("more", moved.more())
                .build()
                .toString();
    }
}
