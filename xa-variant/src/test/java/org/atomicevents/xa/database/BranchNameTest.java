package org.atomicevents.xa.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A gid as PostgreSQL 18 listed it, prepared by Narayana 7.3.3 for transaction 0:ffff7f000001:9cfd:6b023dd9:5 of node in-test. */
public class BranchNameTest {

    public static final String GID =
            "131077_AAAAAAAAAAAAAP//fwAAAQAAnP1rAj3ZAAAABWluLXRlc3Q=_AAAAAAAAAAAAAP//fwAAAQAAnP1rAj3ZAAAABgAAAAAAAAAA";

    private final BranchName name = BranchName.ofGid(GID).orElseThrow();

    @Test
    void theTransactionIsReadFromARealGid() {
        assertThat(name.isNarayana()).isTrue();
        assertThat(name.transaction().stringForm()).isEqualTo("0:ffff7f000001:9cfd:6b023dd9:5");
    }

    @Test
    void theNodeIsWhatFollowsTheTransaction() {
        assertThat(name.node()).isEqualTo("in-test");
    }

    @Test
    void theBeginningIsInTheTransactionsName() {
        assertThat(name.began()).isEqualTo(Instant.parse("2026-11-22T00:56:57Z"));
    }

    @Test
    void whatSomebodyElsePreparedIsNotRead() {
        assertThat(BranchName.ofGid("nightly")).isEmpty();
        assertThat(BranchName.ofGid("a_b_c")).isEmpty();
        assertThat(BranchName.ofGid("131077_%%_%%").map(BranchName::isNarayana)).isNotEqualTo(true);
        assertThat(BranchName.ofGid("7_AAAA_AAAA").orElseThrow().isNarayana()).isFalse();
        assertThat(BranchName.ofGid("131077_AAAA_AAAA").orElseThrow().isNarayana())
                .isFalse();
    }

    /** As Artemis 2.44.0 itself writes this branch in base64. */
    @Test
    void theBrokersOperationsGetItsOwnSpelling() {
        HexFormat hex = HexFormat.of();
        BranchName branch = new BranchName(131_077, hex.parseHex("fbff060708"), hex.parseHex("0102faff"));
        assertThat(branch.base64()).isEqualTo("AQL6__v_BgcIBwICAA==");
    }
}
