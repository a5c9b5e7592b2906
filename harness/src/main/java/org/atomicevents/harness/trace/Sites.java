package org.atomicevents.harness.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/** The phrase for a site in front of a reader, and the lane that its effect arrives in. */
public final class Sites {

    private record Site(String target, String phrase) {}

    private static final Map<String, Site> BY_PREFIX = new LinkedHashMap<>();

    static {
        BY_PREFIX.put("db.statement", new Site("database", "write inside the open transaction: %s"));
        BY_PREFIX.put("db.commit", new Site("database", "commit the database transaction in one phase"));
        BY_PREFIX.put("xa.prepare(database)", new Site("database", "prepare the database's branch"));
        BY_PREFIX.put("xa.prepare(broker)", new Site("broker", "prepare the broker's branch"));
        BY_PREFIX.put("xa.commit(database)", new Site("database", "commit the database's prepared branch"));
        BY_PREFIX.put("xa.commit(broker)", new Site("broker", "commit the broker's prepared branch"));
        BY_PREFIX.put("xa.rollback(database)", new Site("database", "roll the database's branch back"));
        BY_PREFIX.put("xa.rollback(broker)", new Site("broker", "roll the broker's branch back"));
        BY_PREFIX.put("log.write", new Site("log", "write the decision to the transaction log: the commit point"));
        BY_PREFIX.put("log.remove", new Site("log", "remove the decision from the transaction log"));
        BY_PREFIX.put("jms.send", new Site("broker", "send the message"));
        BY_PREFIX.put("jms.commit", new Site("broker", "commit the JMS session"));
        BY_PREFIX.put("jms.ack", new Site("broker", "acknowledge the message"));
        BY_PREFIX.put("outbox.read", new Site("database", "read entries of the outbox"));
        BY_PREFIX.put("outbox.aside", new Site("database", "put entries of the outbox aside"));
        BY_PREFIX.put("outbox.settle", new Site("database", "settle the entries that were sent"));
        BY_PREFIX.put("journal.intend", new Site("log", "write the intent to the instance's journal"));
        BY_PREFIX.put("journal.committed", new Site("log", "note in the journal that the transaction has committed"));
        BY_PREFIX.put("journal.resolve", new Site("log", "take the intent out of the journal"));
        BY_PREFIX.put("events.sequence", new Site("database", "give committed events their position"));
        BY_PREFIX.put("events.claim", new Site("database", "claim the relay's checkpoint"));
        BY_PREFIX.put("events.settle", new Site("database", "move the relay's checkpoint over what was sent"));
        BY_PREFIX.put("http.answer", new Site("application", "answer the client"));
    }

    private Sites() {}

    /** {@code database}, {@code broker}, {@code log} or {@code application}. */
    public static String target(String site) {
        return find(site).target();
    }

    /** One phrase for someone who sees it for the first time. */
    public static String phrase(String site) {
        int open = site.indexOf('(');
        return find(site).phrase().formatted(open < 0 ? site : site.substring(open + 1, site.length() - 1));
    }

    private static Site find(String site) {
        return BY_PREFIX.entrySet().stream()
                .filter(entry -> site.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new Site("application", site));
    }
}
