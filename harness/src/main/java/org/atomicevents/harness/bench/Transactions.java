package org.atomicevents.harness.bench;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.CoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Narayana in this JVM, with its file object store as an application server has it: every commit of two resources
 * forces its log record to disk.
 */
final class Transactions {

    private static final String[] STORES = {"default", "communicationStore", "stateStore"};

    private final TransactionManager manager;
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();

    /** Once per JVM: Narayana's configuration is static. */
    Transactions(Path scratch) {
        try {
            Path store = Files.createTempDirectory(Files.createDirectories(scratch), "object-store-");
            for (String name : STORES) {
                BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, name)
                        .setObjectStoreDir(store.toString());
            }
            BeanPopulator.getDefaultInstance(CoreEnvironmentBean.class).setNodeIdentifier("bench");
            // A listening socket for other processes' recovery; the server has it off too.
            BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setTransactionStatusManagerEnable(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the transaction log in " + scratch, e);
        } catch (CoreEnvironmentBeanException e) {
            throw new IllegalStateException("Narayana refused the node identifier 'bench'", e);
        }
        manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    TransactionManager manager() {
        return manager;
    }

    TransactionSynchronizationRegistry registry() {
        return registry;
    }
}
