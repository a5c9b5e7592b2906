package org.atomicevents.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PortsTest {

    @RepeatedTest(20)
    void freePortCanBeListenedOnAndIsNoneOfTheKernelsOwn() throws IOException {
        int port = Ports.free();
        assertThat(port).isBetween(20_000, 32_000);
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(socket.isBound()).isTrue();
        }
    }

    @RepeatedTest(20)
    void offsetMovesEveryPortToAFreeOne() {
        int offset = Ports.offset(8080, 9990, 4712);
        assertThat(List.of(8080 + offset, 9990 + offset, 4712 + offset)).allMatch(Ports::isFree);
        assertThat(4712 + offset).isGreaterThanOrEqualTo(20_000);
        assertThat(9990 + offset).isLessThan(32_000);
    }

    @Test
    void portSomebodyListensOnIsNotFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
        }
    }
}
