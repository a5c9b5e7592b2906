package org.atomicevents.harness.order;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.atomicevents.servers.Artemis;

/** One application under load: its subjects, its writers, and what its broker routed. For one thread at a time. */
final class ApplicationLoad {

    private final String label;
    private final String prefix;
    private final List<String> subjects;
    private final Writers writers;
    private final Cluster.Application application;

    /** @param label names its result */
    ApplicationLoad(String strategy, String label, int subjects, Cluster.Application application, LedgerQueries books) {
        this.label = label;
        this.prefix = label.replace(' ', '-') + "-";
        this.subjects = IntStream.range(0, subjects).mapToObj(n -> prefix + n).toList();
        this.writers = new Writers(strategy, this.subjects, application.catalogs(), books);
        this.application = application;
    }

    String label() {
        return label;
    }

    List<String> subjects() {
        return subjects;
    }

    int acknowledged() {
        return writers.acknowledged();
    }

    int retried() {
        return writers.retried();
    }

    /** Makes the subjects. */
    void create() throws InterruptedException {
        writers.create();
    }

    /** As {@link Writers#write}. */
    Void write(int events, IntConsumer done) throws InterruptedException {
        writers.write(events, OrderPlan.WRITERS, done);
        return null;
    }

    /** The effects that there will be when all is consumed. */
    int expected() {
        return writers.acknowledged() + subjects.size();
    }

    int effects(LedgerQueries books) {
        return books.effectsOn(prefix);
    }

    /** What was routed at this application's broker, by subject; may be asked once. */
    Map<String, List<SubjectVersion>> copies() {
        return RoutedCopies.taken(application.artemis().connectionFactory(), Artemis.AUDIT_QUEUE);
    }
}
