package org.atomicevents.tests.tailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atomicevents.tests.tailing.RunningTailer.event;

import java.util.List;
import java.util.stream.IntStream;
import org.atomicevents.tests.tailing.RunningTailer.Strategy;
import org.junit.jupiter.api.Test;

/** Both strategies on one database: two slots, two readers, one log. */
class BothReadersIT {

    @Test
    void eachReaderSendsOnlyWhatIsItsOwn() throws Exception {
        MemoryBroker ofRows = new MemoryBroker();
        MemoryBroker ofMessages = new MemoryBroker();
        try (LogDatabase database = new LogDatabase();
                RunningTailer rows = new RunningTailer(database, Strategy.ROW, ofRows).started();
                RunningTailer messages = new RunningTailer(database, Strategy.MESSAGE, ofMessages).started()) {
            for (int number = 1; number <= 20; number++) {
                rows.publish(event("r" + number));
                messages.publish(event("m" + number));
            }
            // Each reader sees the log in order: with the last of both it has passed all of them.
            messages.publish(event("m21"));
            rows.publish(event("r21"));
            RunningTailer.await(
                    () -> ofRows.ids().contains("r21") && ofMessages.ids().contains("m21"));
        }
        assertThat(ofRows.ids()).isEqualTo(ids("r"));
        assertThat(ofMessages.ids()).isEqualTo(ids("m"));
    }

    private static List<String> ids(String subject) {
        return IntStream.rangeClosed(1, 21).mapToObj(number -> subject + number).toList();
    }
}
