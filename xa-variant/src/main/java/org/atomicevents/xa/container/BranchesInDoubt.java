package org.atomicevents.xa.container;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.atomicevents.broker.CallBound;
import org.atomicevents.broker.container.JmsResources;
import org.atomicevents.container.ServerResources;
import org.atomicevents.operations.InDoubtBranches;
import org.atomicevents.xa.indoubt.InDoubt;

/** The producer of {@link InDoubtBranches}, for modules that show them to an operator. */
@Dependent
class BranchesInDoubt {

    @Produces
    @Singleton
    InDoubtBranches inDoubt(ServerResources server, JmsResources jms, CallBound bound) {
        return new InDoubt(server.dataSource(), jms.connectionFactory(), bound);
    }
}
