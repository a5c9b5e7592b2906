package org.atomicevents.tests.inside;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The server that this runs in, controlled like an operator does, by its management model, which is an MBean, too. */
public final class Server {

    private static final String ROOT = "jboss.as:management-root=server";

    private final MBeanServer model = ManagementFactory.getPlatformMBeanServer();

    /** Refuses further work from outside and skips planned tasks; does not wait for running work. */
    public void suspend() {
        invoke("suspend");
    }

    public void resume() {
        invoke("resume");
    }

    /** Invokes an operation with the defaults of all its parameters. */
    private void invoke(String operation) {
        try {
            ObjectName server = ObjectName.getInstance(ROOT);
            MBeanOperationInfo described = Arrays.stream(
                            model.getMBeanInfo(server).getOperations())
                    .filter(one -> one.getName().equals(operation))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(ROOT + " has no operation " + operation));
            String[] signature = Arrays.stream(described.getSignature())
                    .map(MBeanParameterInfo::getType)
                    .toArray(String[]::new);
            model.invoke(server, operation, new Object[signature.length], signature);
        } catch (JMException e) {
            throw new IllegalStateException(operation + " is refused", e);
        }
    }
}
