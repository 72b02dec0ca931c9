package io.github.goloom.differential;

import static io.github.goloom.Go.go;
import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.onOtherwise;
import static io.github.goloom.chan.Select.onReceive;
import static io.github.goloom.chan.Select.onSend;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.chan.Select.send;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The twins of selects.go. */
final class SelectPrograms {
    private SelectPrograms() {}

    static Map<String, Trace.Body> all() {
        return Map.of(
                "fibonacciUntilQuit", SelectPrograms::fibonacciUntilQuit,
                "evenNumbers", SelectPrograms::evenNumbers,
                "mergeUntilBothClosed", SelectPrograms::mergeUntilBothClosed,
                "tryInSelect", SelectPrograms::tryInSelect,
                "timeout", SelectPrograms::timeout,
                "closedIsReady", SelectPrograms::closedIsReady,
                "nilIsNeverReady", SelectPrograms::nilIsNeverReady,
                "sendOrReceive", SelectPrograms::sendOrReceive);
    }

    private static void fibonacciUntilQuit(Trace trace) throws Exception {
        Chan<Integer> numbers = Chan.unbuffered();
        Chan<Signal> quit = Chan.unbuffered();
        go(() -> {
            for (int i = 0; i < 12; i++) {
                trace.print(numbers.receive());
            }
            quit.close();
        });
        int x = 0;
        int y = 1;
        while (select(send(numbers, x, () -> true), receive(quit, signal -> false))) {
            int next = x + y;
            x = y;
            y = next;
        }
        trace.print("quit");
    }

    private static void evenNumbers(Trace trace) throws Exception {
        Chan<Integer> c = Chan.buffered(1);
        for (int i = 0; i < 10; i++) {
            int number = i;
            select(onReceive(c, n -> trace.print("got", n)), onSend(c, number, () -> trace.print("put", number)));
        }
    }

    private static Chan<Integer> numbers(int from, int to) {
        Chan<Integer> c = Chan.unbuffered();
        go(() -> {
            for (int i = from; i < to; i++) {
                c.send(i);
            }
            c.close();
        });
        return c;
    }

    private static void mergeUntilBothClosed(Trace trace) throws Exception {
        List<Integer> got = new ArrayList<>();
        Chan<Integer> a = numbers(0, 5);
        Chan<Integer> b = numbers(100, 108);
        while (!a.isNil() || !b.isNil()) {
            Chan<Integer> ended = select(receive(a, endOf(a, got)), receive(b, endOf(b, got)));
            a = ended == a ? Chan.nil() : a;
            b = ended == b ? Chan.nil() : b;
        }
        Collections.sort(got);
        got.forEach(trace::print);
    }

    /** Keeps a value; the result is the channel if it has ended, else none of those selected on. */
    private static Select.OnReceive<Integer, Chan<Integer>, RuntimeException> endOf(
            Chan<Integer> chan, List<Integer> got) {
        return n -> {
            if (n == null) {
                return chan;
            }
            got.add(n);
            return null;
        };
    }

    private static void tryInSelect(Trace trace) throws Exception {
        Chan<Integer> c = Chan.buffered(1);
        Trace.Step receive = () -> select(
                onReceive(c, n -> trace.print("received", n == null ? 0 : n, n != null)),
                onOtherwise(() -> trace.print("nothing")));
        receive.run();
        trySend(trace, c, 1);
        trySend(trace, c, 2);
        receive.run();
        receive.run();
        trySend(trace, c, 3);
        c.close();
        receive.run();
        receive.run();
    }

    private static void trySend(Trace trace, Chan<Integer> c, int n) throws InterruptedException {
        select(onSend(c, n, () -> trace.print("sent", n)), onOtherwise(() -> trace.print("full")));
    }

    private static void timeout(Trace trace) throws Exception {
        Chan<Integer> never = Chan.unbuffered();
        trace.print(select(
                receive(never, n -> "received"),
                send(never, 1, () -> "sent"),
                after(Duration.ofMillis(5), () -> "timeout")));
    }

    private static void closedIsReady(Trace trace) throws Exception {
        Chan<Integer> closed = Chan.buffered(2);
        Chan<Integer> open = Chan.unbuffered();
        closed.send(7);
        closed.close();
        for (int i = 0; i < 3; i++) {
            select(
                    onReceive(closed, n -> trace.print(n == null ? 0 : n, n != null)),
                    onReceive(open, n -> trace.print("open", n)));
        }
    }

    private static void nilIsNeverReady(Trace trace) throws Exception {
        Chan<Integer> none = Chan.nil();
        Chan<Integer> some = Chan.buffered(1);
        some.send(1);
        for (int i = 0; i < 2; i++) {
            select(
                    onReceive(none, n -> trace.print("from nil")),
                    onSend(none, 2, () -> trace.print("to nil")),
                    onReceive(some, n -> trace.print(n)),
                    onOtherwise(() -> trace.print("default")));
        }
    }

    private static void sendOrReceive(Trace trace) throws Exception {
        Chan<Integer> c = Chan.unbuffered();
        Chan<String> ended = Chan.buffered(2);
        for (int i = 0; i < 2; i++) {
            int number = i;
            go(() -> ended.send(select(
                    send(c, number, () -> "sent"),
                    receive(c, n -> n == number ? "received its own" : "received the other's"))));
        }
        Stream.of(ended.receive(), ended.receive()).sorted().forEach(trace::print);
    }
}
