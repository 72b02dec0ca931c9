package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Signal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two halves of a channel as types, and what the compiler makes of their misuse. */
class ChanDirectionTest {
    @TempDir
    private Path folder;

    /** CDIR-001, CDIR-002, CDIR-003: what is allowed compiles, so that the errors below have no other reason. */
    @Test
    void compiler_eachHalfUsedAsItself_accepts() throws Exception {
        String allowed = """
                SendChan<String> s = both;
                ReceiveChan<String> r = both;
                s.send("a");
                s.close();
                s.tryClose();
                String value = r.receive();
                for (String each : r) { }
                """;
        assertThat(errorsOf(allowed)).isEmpty();
    }

    /** CDIR-001: neither half can be assigned to the whole channel, nor to the other half. */
    @ParameterizedTest
    @CsvSource({
        "Chan<String> c = sendOnly;",
        "Chan<String> c = receiveOnly;",
        "ReceiveChan<String> r = sendOnly;",
        "SendChan<String> s = receiveOnly;"
    })
    void compiler_halfAssignedToMore_refuses(String statement) throws Exception {
        assertThat(errorsOf(statement)).contains("compiler.err.prob.found.req");
    }

    /** CDIR-002: one cannot receive from a half to send on, nor range over it, nor send on one to receive from. */
    @ParameterizedTest
    @CsvSource({"sendOnly.receive();", "sendOnly.tryReceive();", "receiveOnly.send(null);", "receiveOnly.trySend(null);"
    })
    void compiler_wrongDirection_refuses(String statement) throws Exception {
        assertThat(errorsOf(statement)).contains("compiler.err.cant.resolve");
    }

    /** CDIR-002: one cannot range over a half to send on. */
    @Test
    void compiler_rangeOverSendOnly_refuses() throws Exception {
        assertThat(errorsOf("for (String each : sendOnly) { }"))
                .contains("compiler.err.foreach.not.applicable.to.type");
    }

    /** CDIR-003: one cannot close a half to receive from. */
    @ParameterizedTest
    @CsvSource({"receiveOnly.close();", "receiveOnly.tryClose();"})
    void compiler_closeOfReceiveOnly_refuses(String statement) throws Exception {
        assertThat(errorsOf(statement)).contains("compiler.err.cant.resolve");
    }

    /** CDIR-003: closing the half to send on closes the channel. */
    @Test
    void close_sendOnly_closesTheChannel() throws Exception {
        Chan<Integer> chan = Chan.unbuffered();
        SendChan<Integer> sendOnly = chan;
        sendOnly.close();
        assertThat(chan.isClosed()).isTrue();
        assertThat(chan.receive()).isNull();
    }

    /** CDIR-004: both halves have size and capacity. */
    @Test
    void halves_sizeAndCapacity_areTheChannels() throws Exception {
        Chan<Integer> chan = Chan.buffered(3);
        SendChan<Integer> sendOnly = chan;
        ReceiveChan<Integer> receiveOnly = chan;
        sendOnly.send(1);
        assertThat(sendOnly.size()).isEqualTo(receiveOnly.size()).isEqualTo(1);
        assertThat(sendOnly.capacity()).isEqualTo(receiveOnly.capacity()).isEqualTo(3);
    }

    /** CDIR-005: a half is the same channel. */
    @Test
    void halves_compared_areTheSameChannel() throws Exception {
        Chan<String> chan = Chan.buffered(1);
        SendChan<String> sendOnly = chan;
        ReceiveChan<String> receiveOnly = chan;
        assertThat((Object) sendOnly).isSameAs(receiveOnly).isEqualTo(chan);
        sendOnly.send("a");
        assertThat(receiveOnly.receive()).isEqualTo("a");
    }

    /** CDIR-007: directions nest, and each is where the type says it is. */
    @Test
    void directions_nested_areWhereTheTypeSays() throws Exception {
        Chan<Signal> inner = Chan.buffered(1);
        Chan<SendChan<Signal>> sends = Chan.buffered(1);
        SendChan<ReceiveChan<Signal>> receivesOut = Chan.buffered(1);
        sends.send(inner);
        receivesOut.send(inner);
        sends.receive().send(Signal.SIGNAL);
        assertThat(inner.receive()).isSameAs(Signal.SIGNAL);
        assertThat(errorsOf("ReceiveChan<SendChan<String>> r = null; r.receive().receive();"))
                .contains("compiler.err.cant.resolve");
        assertThat(errorsOf("ReceiveChan<SendChan<String>> r = null; r.receive().send(\"a\");"))
                .isEmpty();
    }

    /** {@return what the compiler says of the statements, in its own keys; empty if it accepts them} */
    private String errorsOf(String statements) throws Exception {
        Path source = folder.resolve("Snippet.java");
        Files.writeString(source, """
                import io.github.goloom.chan.*;
                class Snippet {
                    void test(Chan<String> both, SendChan<String> sendOnly, ReceiveChan<String> receiveOnly)
                            throws Exception {
                """ + statements + "}}");
        String path = placeOf(Chan.class) + System.getProperty("path.separator") + placeOf(NullMarked.class);
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        printer,
                        printer,
                        "-XDrawDiagnostics",
                        "-proc:none",
                        "-cp",
                        path,
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(status == 0).as(out.toString()).isEqualTo(out.toString().isEmpty());
        return out.toString();
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
