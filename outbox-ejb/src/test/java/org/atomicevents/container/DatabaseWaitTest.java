package org.atomicevents.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.atomicevents.EventPublisher;
import org.atomicevents.inbox.BlockingRetry;
import org.atomicevents.jdbc.ShortTransactions;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Ready;
import org.atomicevents.spi.Refused;
import org.atomicevents.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is away for a while, for good, or for the moment in which a strategy is opened; the clock is the test's own. */
class DatabaseWaitTest {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Availability REFUSED =
            new Refused("its tables could not be created", "let the user create them");
    private static final Availability READY = new Works();

    private final Clock clock = new Clock();
    private final List<Connection> connections = new ArrayList<>();
    private final Said said = new Said();
    private TestDatabase database;
    private SQLException away;
    private int questions;
    private int openings;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.h2();
        Logger.getLogger(DatabaseWait.class.getName()).addHandler(said);
    }

    @AfterEach
    void close() {
        Logger.getLogger(DatabaseWait.class.getName()).removeHandler(said);
        database.close();
    }

    @Test
    void aDatabaseThatAnswersIsAskedOnceAndNothingIsSaid() {
        DatabaseWait wait = waiting(BOUND);
        wait.untilAnswers();
        wait.untilAnswers();
        assertThat(questions).isEqualTo(1);
        assertThat(clock.sleeps).isZero();
        assertThat(said.sentences).isEmpty();
    }

    /** Seen: a server that booted while PostgreSQL restarted failed its deployment, for good. */
    @Test
    void anAbsentDatabaseIsWaitedForAndSaidToBe() {
        away = refusedConnection();
        clock.whenAsleep = () -> away = clock.sleeps == 25 ? null : away;
        waiting(BOUND).untilAnswers();
        assertThat(clock.sleeps).isEqualTo(25);
        assertThat(said.sentences)
                .hasSize(4)
                .allSatisfy(sentence -> assertThat(sentence).contains("java:/shop"))
                .endsWith("The database of java:/shop answers; the deployment goes on");
        assertThat(said.sentences.get(0))
                .contains("waits for the database", "PT2M", "atomicevents.start-within", "Connection refused");
    }

    @Test
    void theWaitHasAnEnd() {
        away = refusedConnection();
        DatabaseWait wait = waiting(BOUND);
        assertThatIllegalStateException()
                .isThrownBy(wait::untilAnswers)
                .withMessageContaining("java:/shop did not answer within atomicevents.start-within = PT2M")
                .withMessageContaining("Connection refused")
                .withCause(away);
        assertThat(clock.now).isEqualTo(BOUND.toNanos());
        assertThatIllegalStateException().isThrownBy(wait::untilAnswers);
        assertThat(clock.now).as("the bound is that of the deployment").isEqualTo(BOUND.toNanos());
    }

    @Test
    void aBoundOfNothingAsksOnce() {
        away = refusedConnection();
        assertThatIllegalStateException().isThrownBy(waiting(Duration.ZERO)::untilAnswers);
        assertThat(questions).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000"})
    void whatIsConfiguredWronglyIsNotWaitedFor(String state) {
        away = new SQLException("no connection", new IllegalStateException(new SQLException("wrong", state)));
        assertThatIllegalStateException()
                .isThrownBy(waiting(BOUND)::untilAnswers)
                .withMessageContaining("refuses this deployment (wrong)");
        assertThat(questions).isEqualTo(1);
    }

    /** As PostgreSQL says while it starts (57P03) or has no slot for a connection (53300). */
    @ParameterizedTest
    @ValueSource(strings = {"57P03", "53300", "08001"})
    void whatMayPassIsWaitedFor(String state) {
        away = new SQLException("not now", state);
        clock.whenAsleep = () -> away = null;
        waiting(BOUND).untilAnswers();
        assertThat(clock.sleeps).isEqualTo(1);
    }

    /** A server that is stopped does not wait for its deployment. */
    @Test
    void anInterruptEndsTheWaitAndStays() {
        away = refusedConnection();
        clock.whenAsleep = () -> {
            throw new InterruptedException();
        };
        assertThatIllegalStateException()
                .isThrownBy(waiting(BOUND)::untilAnswers)
                .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A strategy is opened once per deployment: what is refused is refused for good. */
    @Test
    void aStrategyThatIsRefusedDuringAnOutageIsOpenedAgain() {
        Availability answer = waiting(BOUND).despiteOutage(() -> {
            if (openings++ == 0) {
                outage();
                clock.whenAsleep = () -> away = null;
                away = refusedConnection();
                return REFUSED;
            }
            return READY;
        });
        assertThat(answer).isSameAs(READY);
        assertThat(openings).isEqualTo(2);
        assertThat(clock.sleeps).isEqualTo(1);
    }

    /** The database may be back before anybody asks. */
    @Test
    void theShortestOutageIsNoticed() {
        Availability answer = waiting(BOUND).despiteOutage(() -> {
            if (openings++ == 0) {
                outage();
                return REFUSED;
            }
            return READY;
        });
        assertThat(answer).isSameAs(READY);
        assertThat(clock.sleeps).isZero();
    }

    @Test
    void aStrategyThatIsRefusedByADatabaseThatAnswersIsOpenedOnce() {
        Availability answer = waiting(BOUND).despiteOutage(() -> {
            openings++;
            return REFUSED;
        });
        assertThat(answer).isSameAs(REFUSED);
        assertThat(openings).isEqualTo(1);
    }

    @Test
    void aStrategyThatIsReadyIsOpenedOnce() {
        Availability answer = waiting(BOUND).despiteOutage(() -> {
            openings++;
            outage();
            return READY;
        });
        assertThat(answer).isSameAs(READY);
        assertThat(openings).isEqualTo(1);
    }

    @Test
    void outagesAreNotEnduredForEver() {
        Availability answer = waiting(BOUND).despiteOutage(() -> {
            openings++;
            clock.now += BOUND.dividedBy(3).toNanos();
            outage();
            return REFUSED;
        });
        assertThat(answer).isSameAs(REFUSED);
        assertThat(openings).isEqualTo(3);
    }

    private void outage() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static SQLException refusedConnection() {
        return new SQLException("IJ000453", new SQLException("Connection refused", "08001"));
    }

    private DatabaseWait waiting(Duration bound) {
        DataSource source = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    questions++;
                    if (away != null) {
                        throw away;
                    }
                    Connection connection = database.pool.getConnection();
                    connections.add(connection);
                    return connection;
                });
        return new DatabaseWait(new ShortTransactions(database.manager, source), "java:/shop", bound, clock);
    }

    private static final class Works implements Ready {

        @Override
        public EventPublisher publisher() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}
    }

    private static final class Clock implements BlockingRetry.Waiting {

        private int sleeps;
        private long now;
        private Asleep whenAsleep = () -> {};

        @FunctionalInterface
        private interface Asleep {
            void happens() throws InterruptedException;
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            sleeps++;
            now += time.toNanos();
            whenAsleep.happens();
        }
    }

    private static final class Said extends Handler {

        private final List<String> sentences = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.INFO.intValue()) {
                sentences.add(MessageFormat.format(record.getMessage(), record.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
