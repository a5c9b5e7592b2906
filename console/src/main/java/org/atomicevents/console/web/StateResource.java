package org.atomicevents.console.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.atomicevents.Strategies;
import org.atomicevents.console.audit.store.AuditStore;
import org.atomicevents.console.container.ConsoleSettings;
import org.atomicevents.console.vitals.Reading;
import org.atomicevents.console.vitals.RecentVitals;
import org.atomicevents.operations.InDoubtBranch;
import org.atomicevents.operations.InDoubtBranches;
import org.atomicevents.web.Problem;

/** The state of the server over REST: strategies, their vitals, branches in doubt, and the audit. */
@Path("/")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class StateResource {

    @Inject
    Strategies strategies;

    @Inject
    RecentVitals vitals;

    /** Resolvable only where the XA module is deployed. */
    @Inject
    Instance<InDoubtBranches> inDoubt;

    @Inject
    AuditStore audit;

    @Inject
    ConsoleSettings settings;

    @GET
    @Path("strategies")
    public String strategies() {
        return Output.array(strategies.all(), Output::offer).build().toString();
    }

    @GET
    @Path("vitals")
    public String vitals() {
        Reading reading = vitals.now();
        JsonObjectBuilder all = Json.createObjectBuilder();
        reading.vitals().forEach((strategy, ofStrategy) -> all.add(strategy, Output.array(ofStrategy, Output::vital)));
        return Json.createObjectBuilder()
                .add("at", reading.at().toString())
                .add("late", reading.late())
                .add("strategies", all)
                .build()
                .toString();
    }

    @GET
    @Path("in-doubt")
    public String inDoubt() {
        List<InDoubtBranch> branches = inDoubt.isResolvable() ? inDoubt.get().all() : List.of();
        return Output.array(branches, Output::branch).build().toString();
    }

    @GET
    @Path("audit")
    public String audit(@QueryParam("limit") String limit) {
        try {
            return Output.array(audit.latest(Input.limit(limit, settings.listMax())), Output::audit)
                    .build()
                    .toString();
        } catch (SQLException e) {
            throw new IllegalStateException("The audit cannot be read: " + e.getMessage(), e);
        }
    }
}
