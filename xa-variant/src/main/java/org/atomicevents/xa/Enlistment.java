package org.atomicevents.xa;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import java.util.Collection;
import javax.transaction.xa.XAResource;
import org.jboss.tm.ConnectableResource;
import org.jboss.tm.LastResource;
import org.jboss.tm.XAResourceWrapper;

/** The ways in which a data source takes part in a transaction that has the broker in it as well. */
public enum Enlistment {
    TWO_PHASE("is an XA data source, which is prepared and then committed", "datasource.cli"),
    LAST_RESOURCE(
            "is not an XA data source: it commits in one phase, as the last resource", "datasource-last-resource.cli"),
    COMMIT_MARKABLE(
            "is a commit-markable resource: a row in a table decides, and it commits in one phase, first",
            "datasource-commit-markable.cli"),
    NONE("does not take part in transactions", null);

    private final String phrase;
    private final String script;

    Enlistment(String phrase, String script) {
        this.phrase = phrase;
        this.script = script;
    }

    /** The description for an operator, to follow "the data source ". */
    String phrase() {
        return phrase;
    }

    /** The script in {@code ear/src/main/cli} that makes such a data source; null if none does. */
    String script() {
        return script;
    }

    /** The way of the first of {@code enlisted}, decided as the transaction manager does when it makes its record of a resource. */
    static Enlistment of(Collection<XAResource> enlisted) {
        return enlisted.stream().map(Enlistment::of).findFirst().orElse(NONE);
    }

    private static Enlistment of(XAResource resource) {
        if (!(resource instanceof LastResource)) {
            return TWO_PHASE;
        }
        return resource instanceof ConnectableResource
                        && resource instanceof XAResourceWrapper named
                        && jtaPropertyManager
                                .getJTAEnvironmentBean()
                                .getCommitMarkableResourceJNDINames()
                                .contains(named.getJndiName())
                ? COMMIT_MARKABLE
                : LAST_RESOURCE;
    }
}
