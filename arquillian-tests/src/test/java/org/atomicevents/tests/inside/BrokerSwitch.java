package org.atomicevents.tests.inside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The control of the broker, which belongs to the test JVM, for a test in the server; every call returns when it is done. */
public final class BrokerSwitch {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();

    /** Kills the broker with SIGKILL. */
    public void kill() {
        post("/broker/kill");
    }

    /** Starts the broker again with its journal; returns when it accepts connections. */
    public void start() {
        post("/broker/start");
    }

    /** Fills the queue of the events, so that the broker refuses every message sent to it. */
    public void makeFull() {
        post("/broker/full");
    }

    /** Fills the queue of the events, so that whoever sends to it waits until there is room. */
    public void makeSilent() {
        post("/broker/silent");
    }

    /** Stops the broker where it is: its connections stay, and nothing is answered. */
    public void freeze() {
        post("/broker/freeze");
    }

    /** Undoes {@link #freeze}. */
    public void thaw() {
        post("/broker/thaw");
    }

    /** Undoes {@link #makeFull} and {@link #makeSilent}. */
    public void makeRoomy() {
        post("/broker/roomy");
    }

    /** Restarts the broker so that it refuses messages whose headers are longer than 64 KiB, and takes all others. */
    public void makeNarrow() {
        post("/broker/narrow");
    }

    /** Undoes {@link #makeNarrow}; does nothing if it is undone. */
    public void makeWide() {
        post("/broker/wide");
    }

    private void post(String path) {
        URI control = URI.create(System.getProperty("atomicevents.tests.control"));
        var request = HttpRequest.newBuilder(control.resolve(path))
                .timeout(BOUND)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 204) {
                throw new IllegalStateException(
                        path + " was answered " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }
}
