package org.atomicevents.harness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atomicevents.harness.trace.CrashPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReproductionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command/db.statement(update product)#1:before",
                "command/xa.prepare(database)#1:after",
                "command/xa.prepare(broker)#1:before",
                "command/log.write#1:after",
                "command/xa.commit(database)#1:before",
                "command/xa.commit(broker)#1:after",
                "command/log.remove#1:before",
                "command/http.answer#1:after",
                "command/jms.send#1:after",
                "relay/outbox.read#1:after",
                "relay/jms.commit#1:before",
                "relay/outbox.settle#1:after",
                "consumer/db.commit#1:after",
                "consumer/jms.ack#1:before",
            })
    void everySiteOfTheRulesCanBeKilledWithoutTheHarness(String point) {
        String script = Reproduction.script(CrashPoint.parse(point), List.of());

        assertThat(script)
                .contains("killJVM()")
                .contains("flag(\"")
                .doesNotContain("HELPER")
                .doesNotContain("before(");
    }

    @Test
    void theRightPlaceIsKilledAtTheRightOccurrence() {
        String script = Reproduction.script(CrashPoint.parse("command/xa.commit(broker)#2:after"), List.of());

        assertThat(script).contains("""
                        CLASS org.apache.activemq.artemis.core.client.impl.ClientSessionImpl
                        METHOD commit(javax.transaction.xa.Xid, boolean)
                        AT EXIT
                        IF !$2 AND flagged("command " + Thread.currentThread().getName()) AND incrementCounter("reached") == 2
                        """).containsOnlyOnce("killJVM");
    }
}
