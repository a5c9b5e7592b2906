package org.atomicevents.harness.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atomicevents.harness.fault.JournalLost;
import org.atomicevents.harness.fault.TriggerBypassed;

/**
 * The facts about a strategy that its steps do not show: one line for each.
 *
 * @param server the differences of its server from the others
 * @param truth the place where it keeps committed changes and events still to be sent
 * @param relayWaits whether its relay polls, and so waits at its first step before any command; not if a command wakes it
 * @param extraFaults cases beside those at the traced steps
 */
record StrategySetup(Server server, Truth truth, boolean relayWaits, List<ExtraFault> extraFaults) {

    /**
     * @param configuration file below {@code standalone/configuration}
     * @param properties system properties beside those all servers get
     * @param rules rule files beside the tracing ones, for what only this strategy does
     */
    record Server(String configuration, Map<String, String> properties, List<String> rules) {

        static final Server PLAIN = new Server("standalone-atomicevents.xml", Map.of(), List.of());

        static final Server LAST_RESOURCE = PLAIN.configuredBy("standalone-atomicevents-last-resource.xml");
        static final Server COMMIT_MARKABLE = PLAIN.configuredBy("standalone-atomicevents-commit-markable.xml");

        Server with(String property, String value) {
            var all = new LinkedHashMap<>(properties);
            all.put(property, value);
            return new Server(configuration, all, rules);
        }

        Server withRules(String script) {
            return new Server(configuration, properties, List.of(script));
        }

        Server configuredBy(String file) {
            return new Server(file, properties, rules);
        }
    }

    /**
     * Queries for the harness's own connection.
     *
     * @param changes of the product {@code ?}: command id and version, in the order of the versions
     * @param change one row if the change by command {@code ?} is committed
     * @param backlog of all products: event id and state, a parked one's beginning with {@code parked}
     * @param journaled whether the instance has a {@link JournalCopy} beside the database, where more may wait
     */
    record Truth(String changes, String change, String backlog, boolean journaled) {

        /** A harness table of a few hundred rows; read once a case. The second is served by the primary key. */
        private static final String LEDGER =
                "SELECT command_id, version FROM ledger WHERE product_id = ? ORDER BY version, recorded_at";

        private static final String HAS_LEDGER = "SELECT 1 FROM ledger WHERE command_id = ?";

        /** Empty but for what is in flight or parked. */
        private static final String OUTBOX = """
                SELECT event_id, state FROM (
                    SELECT seq, event_id,
                           CASE WHEN reserved_until > now() THEN 'reserved by ' || reserved_by ELSE 'pending' END AS state
                    FROM outbox
                    UNION ALL
                    SELECT seq, event_id,
                           CASE WHEN parked_at IS NOT NULL THEN 'parked after ' || attempts || ' attempts: ' || coalesce(last_error, '')
                                WHEN next_attempt_at IS NOT NULL THEN 'put off after ' || attempts || ' attempts'
                                ELSE 'behind another one' END
                    FROM outbox_aside) AS entries
                ORDER BY seq
                """;

        /** Nothing waits anywhere in the database. */
        private static final String NOTHING = "SELECT NULL, NULL WHERE false";

        static final Truth IN_OUTBOX = new Truth(LEDGER, HAS_LEDGER, OUTBOX, false);
        static final Truth IN_JOURNAL = new Truth(LEDGER, HAS_LEDGER, NOTHING, true);
        static final Truth NO_BACKLOG = new Truth(LEDGER, HAS_LEDGER, NOTHING, false);

        /** The stream is the truth, and there is neither a product's row nor a ledger. Served by the stream's unique index. */
        static final Truth IN_STREAM = new Truth(
                "SELECT event_id, version FROM event_store WHERE stream = ? ORDER BY version",
                "SELECT 1 FROM event_store WHERE event_id = ?",
                """
                SELECT stored.event_id,
                       CASE WHEN held.parked_at IS NOT NULL AND held.position = stored.position
                                THEN 'parked after ' || held.attempts || ' attempts: ' || coalesce(held.last_error, '')
                            WHEN stored.position IS NULL THEN 'without position'
                            ELSE 'pending' END
                FROM event_store stored CROSS JOIN event_relay relay
                     LEFT JOIN event_held held ON held.subject = stored.subject AND held.position <= stored.position
                WHERE stored.position IS NULL OR stored.position > relay.checkpoint OR held.subject IS NOT NULL
                ORDER BY stored.id
                """,
                false);

        /** Empty unless the broker refused something; what is still in the log cannot be asked for. */
        private static final String PARKED = """
                SELECT event_id, CASE WHEN parked_at IS NOT NULL THEN 'parked after ' || attempts || ' attempts: ' || coalesce(last_error, '')
                                      ELSE 'behind a parked one' END
                FROM tailing_parked ORDER BY seq
                """;

        Truth withBacklog(String query) {
            return new Truth(changes, change, query, journaled);
        }
    }

    StrategySetup {
        extraFaults = List.copyOf(extraFaults);
    }

    private static StrategySetup of(Server server, Truth truth, boolean relayWaits, ExtraFault... extraFaults) {
        return new StrategySetup(server, truth, relayWaits, List.of(extraFaults));
    }

    private static final Map<String, StrategySetup> ALL = new LinkedHashMap<>();

    static {
        ALL.put("xa", of(Server.PLAIN, Truth.NO_BACKLOG, false));
        ALL.put("xa-last-resource", of(Server.LAST_RESOURCE, Truth.NO_BACKLOG, false));
        ALL.put("xa-commit-markable", of(Server.COMMIT_MARKABLE, Truth.NO_BACKLOG, false));
        ALL.put("outbox-polling", of(Server.PLAIN, Truth.IN_OUTBOX, true));
        ALL.put(
                "outbox-immediate",
                of(
                        Server.PLAIN
                                .with("atomicevents.outbox.poll-period", "PT0.5S")
                                .withRules("steps-handoff.btm"),
                        Truth.IN_OUTBOX,
                        true));
        ALL.put(
                "outbox-notify",
                of(Server.PLAIN.with("atomicevents.notify.poll-floor", "PT1S"), Truth.IN_OUTBOX, false));
        ALL.put(
                "outbox-trigger",
                of(
                        Server.PLAIN,
                        Truth.IN_OUTBOX,
                        true,
                        ExtraFault.at(
                                "command/db.statement(update product)#1:before",
                                "trigger-bypassed",
                                new TriggerBypassed())));
        ALL.put("dual-write", of(Server.PLAIN, Truth.NO_BACKLOG, false));
        ALL.put("send-first", of(Server.PLAIN, Truth.NO_BACKLOG, false));
        ALL.put(
                "journaled-dual-write",
                of(
                        Server.PLAIN
                                .with("atomicevents.journal.sweep-period", "PT0.1S")
                                .withRules("steps-journal.btm"),
                        Truth.IN_JOURNAL,
                        false,
                        ExtraFault.at("command/db.commit#1:after", "journal-lost", new JournalLost())));
        ALL.put(
                "event-sourcing",
                of(
                        Server.PLAIN
                                .with("atomicevents.event-sourcing.poll-period", "PT0.1S")
                                .with("atomicevents.event-sourcing.claim-for", "PT2S")
                                // They sequence too, and whoever comes first would change the relay's steps.
                                .with("atomicevents.event-sourcing.projections", "false")
                                .withRules("steps-event-sourcing.btm"),
                        Truth.IN_STREAM,
                        true));

        ALL.put("outbox-log-tailing", tailing("outbox-log-tailing"));
        ALL.put("wal-message", tailing("wal-message"));
    }

    private static StrategySetup tailing(String strategy) {
        Server server = Server.PLAIN
                .with("atomicevents.strategy", strategy)
                .with("atomicevents.strategies", strategy)
                .with("atomicevents.tailing.takeover-period", "PT0.1S")
                .withRules("steps-tailing.btm");
        return of(server, Truth.NO_BACKLOG.withBacklog(Truth.PARKED), false);
    }

    /** The ids of all strategies, in the order of the report. */
    static Set<String> all() {
        return ALL.keySet();
    }

    /** @throws IllegalArgumentException if there is none of this id; the message lists those there are */
    static StrategySetup of(String strategy) {
        return Optional.ofNullable(ALL.get(strategy))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Strategy '%s' is unknown; known are %s".formatted(strategy, String.join(", ", ALL.keySet()))));
    }
}
