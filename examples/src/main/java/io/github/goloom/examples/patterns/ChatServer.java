package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.goloom.chan.Chan;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.pipe.Broadcast;
import io.github.goloom.pipe.Subscription;
import io.github.goloom.sync.ErrGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A chat server. The room is a broadcast; each client has a goroutine for what it says, and one for what it hears. The
 * channel of its subscription is a sliding one: a client that does not read loses lines, and nobody waits for it.
 */
@Command(name = "chat", description = "A chat server on loopback, and three clients that talk to each other.")
final class ChatServer implements Example {
    @Option(names = "--port", paramLabel = "PORT", description = "Serves nc there; the first line is the name.")
    private int port;

    record Line(Socket socket, Scanner in, PrintStream out) {
        static Line of(Socket socket) throws IOException {
            Scanner in = new Scanner(socket.getInputStream(), UTF_8);
            return new Line(socket, in, new PrintStream(socket.getOutputStream(), true, UTF_8));
        }
    }

    public static void main(String[] args) {
        Main.run(new ChatServer(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unless(port >= 0 && port <= 65_535, "--port must be from 0, which takes any, to 65535, not " + port);
        try (ServerSocket door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
                ErrGroup server = new ErrGroup("chat")) {
            server.go("door", () -> serve(door, server));
            if (port > 0) {
                server.await(); // until Ctrl-C
            }
            talk(door, out);
            server.cancel();
        }
    }

    private static void talk(ServerSocket door, PrintStream out) throws IOException {
        List<Line> there = new ArrayList<>();
        for (String name : List.of("Ann", "Bob", "Cyd")) {
            there.add(Line.of(new Socket(door.getInetAddress(), door.getLocalPort())));
            there.getLast().out.println(name);
            hear(there, out);
        }
        for (Line each : there) {
            each.out.println("hello");
            hear(there, out);
        }
        while (!there.isEmpty()) {
            there.removeFirst().socket.close();
            hear(there, out);
        }
    }

    private static void hear(List<Line> there, PrintStream out) {
        out.println(there.size() + " hear "
                + there.stream().map(each -> each.in.nextLine()).distinct().toList());
    }

    static void serve(ServerSocket door, ErrGroup server) throws IOException, InterruptedException {
        Broadcast<String> room = new Broadcast<>();
        while (true) { // until it is interrupted
            Line client = Line.of(door.accept());
            server.go("client", () -> serve(client, room, server));
        }
    }

    private static void serve(Line client, Broadcast<String> room, ErrGroup server) throws Exception {
        String name = client.in.hasNextLine() ? client.in.nextLine() : "nobody";
        try (client.socket;
                Subscription<String> heard = room.subscribe(Chan.sliding(100, name))) {
            server.go("to " + name, () -> heard.chan().receiveEach(client.out::println));
            room.send(name + " is here");
            while (client.in.hasNextLine()) {
                room.send(name + ": " + client.in.nextLine());
            }
            room.send(name + " has left");
        }
    }
}
