package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.examples.patterns.ChatServer.Line;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Subtask;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All who are there hear the same, in the same order. */
@Timeout(60)
class ChatServerTest {
    private final ErrGroup server = new ErrGroup("server");
    private final List<Line> lines = new ArrayList<>();
    private ServerSocket door;

    @BeforeEach
    void open() throws Exception {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.go("door", () -> ChatServer.serve(door, server));
    }

    @AfterEach
    void close() throws IOException {
        for (Line each : lines) {
            each.socket().close();
        }
        server.cancel();
        server.close();
        assertThat(door.isClosed()).isTrue();
    }

    @Test
    void run_withDefaults_deliversToAllWhoAreThere() throws Exception {
        assertThat(Lines.of(new ChatServer()))
                .containsExactly(
                        "1 hear [Ann is here]",
                        "2 hear [Bob is here]",
                        "3 hear [Cyd is here]",
                        "3 hear [Ann: hello]",
                        "3 hear [Bob: hello]",
                        "3 hear [Cyd: hello]",
                        "2 hear [Ann has left]",
                        "1 hear [Bob has left]",
                        "0 hear []");
    }

    @Test
    void run_portIsInUse_throws() {
        assertThatThrownBy(() -> Lines.of(new ChatServer(), "--port", Integer.toString(door.getLocalPort())))
                .isInstanceOf(BindException.class);
    }

    @Test
    void serve_allTalkAtOnce_allHearTheSameInTheSameOrder() throws Exception {
        for (int i = 0; i < 8; i++) {
            join("client " + i);
        }
        List<Subtask<List<String>>> heard = new ArrayList<>();
        try (ErrGroup group = new ErrGroup("clients")) {
            for (Line each : lines) {
                group.go("speaker", () -> IntStream.range(0, 10).forEach(each.out()::println));
                heard.add(group.fork(
                        "listener",
                        () -> IntStream.range(0, 80)
                                .mapToObj(i -> each.in().nextLine())
                                .toList()));
            }
            group.await();
        }
        assertThat(heard.get(0).get()).hasSize(80).doesNotHaveDuplicates();
        for (Subtask<List<String>> each : heard) {
            assertThat(each.get()).isEqualTo(heard.get(0).get());
        }
    }

    @Test
    void serve_oneDoesNotRead_theOthersDoNotWait() throws Exception {
        join("sleeper");
        Line talker = join("talker");
        String text = "x".repeat(5000);
        for (int i = 0; i < 3000; i++) { // more than a connection holds
            talker.out().println(text);
            assertThat(talker.in().nextLine()).isEqualTo("talker: " + text);
        }
    }

    @Test
    void serve_oneHangsUp_theOthersAreTold() throws Exception {
        Line first = join("first");
        Line second = join("second");
        first.socket().setSoLinger(true, 0); // a reset, not an end
        first.socket().close();
        assertThat(second.in().nextLine()).isEqualTo("first has left");
    }

    /** Joins, and waits until all know. */
    private Line join(String name) throws IOException {
        Socket socket = new Socket(door.getInetAddress(), door.getLocalPort());
        socket.setSoTimeout(30_000); // after which there is no next line
        Line line = Line.of(socket);
        lines.add(line);
        line.out().println(name);
        for (Line each : lines) {
            assertThat(each.in().nextLine()).isEqualTo(name + " is here");
        }
        return line;
    }
}
