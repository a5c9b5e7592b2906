package org.atomicevents.xa.container;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.atomicevents.container.ServerResources;
import org.atomicevents.operations.InDoubtBranches;
import org.atomicevents.xa.indoubt.InDoubt;

/** For whoever shows them to an operator. */
@Dependent
class BranchesInDoubt {

    @Produces
    @Singleton
    InDoubtBranches inDoubt(ServerResources server) {
        return new InDoubt(server.dataSource(), server.connectionFactory());
    }
}
