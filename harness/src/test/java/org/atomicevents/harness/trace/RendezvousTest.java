package org.atomicevents.harness.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.atomicevents.harness.agent.Effects;
import org.atomicevents.harness.run.CaseResult.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of the line, over real sockets: what the rules call, and what answers it. */
@Timeout(30)
class RendezvousTest {

    private static final String PORT = "atomicevents.harness.port";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> ORDER = List.of("command", "relay", "consumer");

    private final Effects effects = new Effects();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<String> gone = new ConcurrentLinkedQueue<>();
    private final Conductor conductor = new Conductor(reached -> {});
    private TraceServer server;

    @BeforeEach
    void listen() {
        server = new TraceServer(
                conductor, report -> heard.add(report.role() + " " + report.kind() + " " + report.site()));
        System.setProperty(PORT, Integer.toString(server.port()));
    }

    @AfterEach
    void close() {
        server.close();
        System.clearProperty(PORT);
    }

    @Test
    void aThreadWithoutARoleReportsNothing() {
        effects.before("jms.send", "");
        effects.beforeSql("COMMIT");
        effects.after("jms.send", "");

        assertThat(heard).isEmpty();
    }

    @Test
    void anEffectInsideAnEffectIsTheOuterOnes() throws Exception {
        run("command", () -> {
            effects.before("xa.prepare(database)", "");
            effects.beforeSql("COMMIT");
            effects.afterSql("COMMIT");
            effects.after("xa.prepare(database)", "");
        });

        assertThat(heard)
                .containsExactly(
                        "command BEFORE xa.prepare(database)", "command AFTER xa.prepare(database)", "command LEFT ");
    }

    @Test
    void anInnerRoleDoesNotEndTheOuterOne() throws Exception {
        run("consumer", () -> {
            effects.enter("command");
            effects.before("db.commit", "");
            effects.after("db.commit", "");
            effects.leave("command");
            effects.before("jms.ack", "");
            effects.failed("jms.ack", new IllegalStateException("no"));
        });

        assertThat(heard)
                .containsExactly(
                        "consumer BEFORE db.commit",
                        "consumer AFTER db.commit",
                        "consumer BEFORE jms.ack",
                        "consumer FAILED jms.ack",
                        "consumer LEFT ");
    }

    @Test
    void theArmedThreadIsHeldAndWithItEveryOther() throws Exception {
        conductor.begin(ORDER, point("command/db.commit#1:after"));
        Thread command = start("command", () -> step("db.commit"));
        assertThat(conductor.awaitFired(SOON)).isTrue();
        Thread recovery = start("recovery", () -> step("log.remove"));
        await().until(() -> heard.contains("recovery BEFORE log.remove"));

        assertThat(gone).isEmpty();

        conductor.end();
        command.join();
        recovery.join();
        assertThat(gone).containsExactlyInAnyOrder("command", "recovery");
    }

    @Test
    void aRoleWaitsForItsTurn() throws Exception {
        conductor.begin(ORDER, null);
        Thread relay = start("relay", () -> step("outbox.read"));
        assertThat(conductor.awaitWaiting("relay", SOON)).isTrue();

        run("command", () -> step("db.commit"));
        relay.join();
        run("consumer", () -> step("jms.ack"));

        assertThat(conductor.awaitComplete(SOON)).isTrue();
        assertThat(conductor.end().stream().map(reached -> reached.kind() + " " + reached.step()))
                .containsExactly(
                        "BEFORE command/db.commit#1",
                        "AFTER command/db.commit#1",
                        "BEFORE relay/outbox.read#1",
                        "AFTER relay/outbox.read#1",
                        "BEFORE consumer/jms.ack#1",
                        "AFTER consumer/jms.ack#1");
    }

    @Test
    void whatBeganBeforeThePlayIsNoPartOfIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread earlier = start("consumer", () -> {
            step("db.commit");
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            step("jms.ack");
        });
        await().until(() -> heard.contains("consumer AFTER db.commit"));
        conductor.begin(List.of("consumer"), null);
        begun.countDown();
        earlier.join();
        await().until(() -> heard.contains("consumer LEFT "));

        run("consumer", () -> step("db.commit"));

        assertThat(conductor.awaitComplete(SOON)).isTrue();
        assertThat(conductor.end().stream().map(reached -> reached.kind() + " " + reached.step()))
                .containsExactly("BEFORE consumer/db.commit#1", "AFTER consumer/db.commit#1");
    }

    @Test
    void whatIsNotReachedDoesNotFire() throws Exception {
        conductor.begin(ORDER, point("command/db.commit#2:after"));

        run("command", () -> step("db.commit"));

        assertThat(conductor.awaitFired(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void aHarnessThatGoesLetsEveryThreadGo() throws Exception {
        conductor.begin(ORDER, point("command/db.commit#1:before"));
        Thread command = start("command", () -> step("db.commit"));
        assertThat(conductor.awaitFired(SOON)).isTrue();

        server.close();

        command.join();
        assertThat(gone).containsExactly("command");
        heard.clear();
        run("command", () -> step("db.commit"));
        assertThat(heard).isEmpty();
    }

    private void step(String site) {
        effects.before(site, "");
        effects.after(site, "");
    }

    private static CrashPoint point(String text) {
        CrashPoint point = CrashPoint.parse(text);
        assertThat(point.phase()).isIn(Phase.BEFORE, Phase.AFTER);
        return point;
    }

    private void run(String role, Runnable work) throws InterruptedException {
        start(role, work).join();
    }

    private Thread start(String role, Runnable work) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            effects.enter(role);
            entered.countDown();
            work.run();
            effects.leave(role);
            gone.add(role);
        });
        thread.start();
        entered.await();
        return thread;
    }
}
