package io.github.goloom.examples.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.SendChan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The body of a request, which may be too large, or never come. */
final class Body {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_SKIPPED = 1 << 20;
    private static final Duration SKIPPING = Duration.ofMillis(500);

    private Body() {}

    /**
     * Reads the body, in a goroutine that may stay behind: an interrupt would close the connection, and then the client
     * could not be told that it was late. The goroutine ends with the connection, right after the reply.
     */
    static String read(HttpExchange exchange, Duration timeout) throws InterruptedException {
        Headers headers = exchange.getRequestHeaders();
        String length = headers.getFirst("Content-Length");
        if (length == null && !headers.containsKey("Transfer-Encoding")) {
            return "";
        }
        boolean tooLarge = length != null && Long.parseLong(length) > MOST_BYTES; // the server has checked the syntax
        Chan<byte[]> bodies = Chan.buffered(1);
        Go.go("body", () -> read(exchange.getRequestBody(), bodies));
        Received<byte[]> received = bodies.tryReceive(tooLarge ? SKIPPING : timeout);
        if (tooLarge) {
            throw tooLarge();
        }
        return switch (received) {
            case Received.Value<byte[]> body -> text(body.value());
            case Received.Empty<byte[]> late -> throw new Refusal(408, "the body did not come in time");
            case Received.Closed<byte[]> broken -> throw new Refusal(400, "the body is malformed, or ends too early");
        };
    }

    private static String text(byte[] body) {
        if (body.length > MOST_BYTES) {
            throw tooLarge();
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void read(InputStream in, SendChan<byte[]> bodies) throws InterruptedException {
        try {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                skip(in); // so that the client, which is still sending, gets to read the reply
            }
            bodies.send(body);
        } catch (IOException e) {
            bodies.close();
        }
    }

    private static void skip(InputStream in) throws IOException {
        byte[] buffer = new byte[MOST_BYTES];
        int skipped = 0;
        for (int read = 0; read >= 0 && skipped < MOST_SKIPPED; read = in.read(buffer)) {
            skipped += read;
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(413, "a body has at most " + MOST_BYTES + " bytes");
    }
}
