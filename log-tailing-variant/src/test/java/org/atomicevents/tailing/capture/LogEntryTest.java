package org.atomicevents.tailing.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody may write into the log. */
class LogEntryTest {

    private static final byte[] DATA = {1, 2};

    @Test
    void theSubjectOfWhatCannotBeReadIsKnownIfItHasOne() {
        Unreadable unreadable = unreadable(row("no uri", "subject", List.of()));
        assertThat(unreadable.subject()).isEqualTo("subject");
        assertThat(unreadable.reason()).contains("no uri");
        assertThat(Payload.raw(unreadable.raw()).data()).isEqualTo(DATA);
    }

    /** A subject that no event can have holds nobody, and no table could hold it. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "a\0b"})
    void anImpossibleSubjectIsNone(String subject) {
        Unreadable unreadable = unreadable(row("/s", subject, List.of()));
        assertThat(unreadable.subject()).isEqualTo(unreadable.id());
    }

    @Test
    void aSubjectThatIsTooLongIsNone() {
        Unreadable unreadable = unreadable(row("/s", "x".repeat(201), List.of()));
        assertThat(unreadable.subject()).isEqualTo(unreadable.id());
    }

    @Test
    void extensionsWithoutNameOrValueCannotBeReadNorWillTheyBe() {
        for (List<String> extensions : List.of(
                List.of("tenant"),
                Arrays.asList("tenant", null),
                Arrays.asList(null, "value"),
                List.of("NO", "value"))) {
            Unreadable unreadable = unreadable(row("/s", "subject", extensions));
            assertThat(LogEntry.ofMessage(1, unreadable.raw())).isInstanceOf(Unreadable.class);
        }
    }

    /** What is parked lies in a table, which cannot hold all that a message can. */
    @Test
    void whatNoTableCanHoldCannotBeRead() {
        assertThat(unreadable(row("/s", "subject", List.of("tenant", "a\0b"))).reason())
                .contains("U+0000");
        RawEvent late = new RawEvent("id", "/s", "t", "s", Instant.MAX, "text/plain", DATA, List.of());
        assertThat(unreadable(late).reason()).contains("out of range");
    }

    @Test
    void theSamePlaceHasTheSameIdAndAnotherOneHasNot() {
        byte[] bytes = {9, 1};
        String id = unreadable(LogEntry.ofMessage(0x1_0000_00ABL, bytes)).id();
        assertThat(id).startsWith("unreadable-1/000000AB-").hasSizeLessThanOrEqualTo(100);
        assertThat(unreadable(LogEntry.ofMessage(0x1_0000_00ABL, bytes)).id()).isEqualTo(id);
        assertThat(unreadable(LogEntry.ofMessage(0x1_0000_00ACL, bytes)).id()).isNotEqualTo(id);
    }

    @Test
    void theReasonBreaksNoLine() {
        assertThat(unreadable(row("no\nuri\0", "subject", List.of())).reason()).doesNotContain("\n", "\0");
    }

    @Test
    void aGiganticMessageIsCutAndSaysSo() {
        Unreadable unreadable = unreadable(LogEntry.ofMessage(1, new byte[Unreadable.KEPT_BYTES + 1]));
        assertThat(unreadable.raw()).hasSize(Unreadable.KEPT_BYTES);
        assertThat(unreadable.reason()).contains("the first " + Unreadable.KEPT_BYTES + " are kept");
    }

    @Test
    void nothingThrowsWhateverTheBytesAre() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = Payload.of(row("/s", "subject", List.of("tenant", "a")));
        for (int attempt = 0; attempt < 20_000; attempt++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 8));
            for (int damage = random.nextInt(4); damage > 0 && bad.length > 0; damage--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            LogEntry entry = LogEntry.ofMessage(attempt, bad);
            if (entry instanceof Unreadable unreadable) {
                assertThat(unreadable.shown().data()).as("seed %s", seed).isEqualTo(bad);
            }
        }
    }

    private static RawEvent row(String source, String subject, List<String> extensions) {
        return new RawEvent("id", source, "type", subject, Instant.EPOCH, "text/plain", DATA, extensions);
    }

    private static Unreadable unreadable(RawEvent row) {
        return unreadable(LogEntry.ofRow(1, row));
    }

    private static Unreadable unreadable(LogEntry entry) {
        assertThat(entry).isInstanceOf(Unreadable.class);
        return (Unreadable) entry;
    }
}
