package io.github.goloom.differential;

import static io.github.goloom.Go.go;
import static io.github.goloom.differential.Trace.failure;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.Select;
import io.github.goloom.chan.SendChan;
import io.github.goloom.sync.WaitGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The twins of chans.go. */
final class ChanPrograms {
    private ChanPrograms() {}

    static Map<String, Trace.Body> all() {
        return Map.ofEntries(
                Map.entry("sieve", ChanPrograms::sieve),
                Map.entry("pingPong", ChanPrograms::pingPong),
                Map.entry("fanIn", ChanPrograms::fanIn),
                Map.entry("rangeOverClosed", ChanPrograms::rangeOverClosed),
                Map.entry("pipeline", ChanPrograms::pipeline),
                Map.entry("bufferStates", ChanPrograms::bufferStates),
                Map.entry("replyChannels", ChanPrograms::replyChannels),
                Map.entry("panicTexts", ChanPrograms::panicTexts),
                Map.entry("workerPool", ChanPrograms::workerPool),
                Map.entry("sameFringe", ChanPrograms::sameFringe),
                Map.entry("relay", ChanPrograms::relay));
    }

    private static void sieve(Trace trace) throws Exception {
        Chan<Integer> first = Chan.unbuffered();
        List<Thread> threads = new ArrayList<>();
        threads.add(go(() -> {
            for (int i = 2; ; i++) {
                first.send(i);
            }
        }));
        Chan<Integer> numbers = first;
        for (int i = 0; i < 25; i++) {
            int prime = numbers.receive();
            trace.print(prime);
            Chan<Integer> from = numbers;
            Chan<Integer> to = Chan.unbuffered();
            threads.add(go(() -> {
                while (true) {
                    int n = from.receive();
                    if (n % prime != 0) {
                        to.send(n);
                    }
                }
            }));
            numbers = to;
        }
        threads.forEach(Thread::interrupt);
    }

    private static void pingPong(Trace trace) throws Exception {
        Chan<Integer> ping = Chan.unbuffered();
        Chan<Integer> pong = Chan.unbuffered();
        go(() -> {
            for (int ball : ping) {
                trace.print("pong", ball);
                pong.send(ball + 1);
            }
            pong.close();
        });
        int ball = 0;
        for (int i = 0; i < 5; i++) {
            trace.print("ping", ball);
            ping.send(ball);
            ball = pong.receive();
        }
        ping.close();
        trace.print(ball, pong.receive() != null);
    }

    private static void fanIn(Trace trace) throws Exception {
        Chan<Integer> all = Chan.unbuffered();
        WaitGroup producers = new WaitGroup();
        for (int p = 0; p < 3; p++) {
            int number = p;
            producers.go(() -> {
                for (int i = 0; i < 4; i++) {
                    all.send(10 * number + i);
                }
            });
        }
        go(() -> {
            producers.await();
            all.close();
        });
        Map<Integer, Integer> last = new HashMap<>();
        List<Integer> got = new ArrayList<>();
        boolean inOrder = true;
        for (int n : all) {
            inOrder &= n >= last.getOrDefault(n / 10, 0);
            last.put(n / 10, n);
            got.add(n);
        }
        Collections.sort(got);
        trace.print(inOrder);
        got.forEach(trace::print);
    }

    private static void rangeOverClosed(Trace trace) throws Exception {
        Chan<String> letters = Chan.buffered(3);
        letters.send("a");
        letters.send("b");
        letters.send("c");
        letters.close();
        for (String letter : letters) {
            trace.print(letter, letters.size());
        }
        trace.print("open", letters.receive() != null);
        trace.print("open", letters.receive() != null);
    }

    private static void pipeline(Trace trace) throws Exception {
        Chan<Integer> numbers = Chan.unbuffered();
        Chan<Integer> squares = Chan.buffered(2);
        go(() -> {
            for (int i = 0; i < 10; i++) {
                numbers.send(i);
            }
            numbers.close();
        });
        go(() -> {
            numbers.receiveEach(n -> squares.send(n * n));
            squares.close();
        });
        int sum = 0;
        for (int n : squares) {
            sum += n;
            trace.print(n, sum);
        }
    }

    private static void bufferStates(Trace trace) throws Exception {
        Chan<Integer> c = Chan.buffered(2);
        state(trace, "new", c);
        c.send(1);
        state(trace, "one", c);
        c.send(2);
        state(trace, "full", c);
        trace.print(c.trySend(3) ? "room" : "no room");
        trace.print(c.receive());
        state(trace, "taken", c);
        c.send(4);
        c.close();
        state(trace, "closed", c);
        trace.print(c.receive());
        trace.print(c.receive());
        state(trace, "drained", c);
        Chan<Integer> unbuffered = Chan.unbuffered();
        Chan<Integer> none = Chan.nil();
        trace.print(unbuffered.size(), unbuffered.capacity(), none.size(), none.capacity());
    }

    private static void state(Trace trace, String what, Chan<Integer> c) {
        trace.print(what, c.size(), c.capacity());
    }

    private record Request(int n, Chan<Integer> reply) {}

    private static void replyChannels(Trace trace) throws Exception {
        Chan<Request> requests = Chan.unbuffered();
        go(() -> {
            int total = 0;
            for (Request each : requests) {
                total += each.n();
                each.reply().send(total);
            }
        });
        for (int i = 0; i < 6; i++) {
            Chan<Integer> reply = Chan.unbuffered();
            requests.send(new Request(i, reply));
            trace.print(i, reply.receive());
        }
        requests.close();
    }

    private static void panicTexts(Trace trace) throws Exception {
        Chan<Integer> closed = Chan.buffered(1);
        closed.close();
        Chan<Integer> none = Chan.nil();
        trace.print(failure(() -> closed.send(1)));
        trace.print(failure(closed::close));
        trace.print(failure(none::close));
        trace.print(failure(() -> Select.select(Select.onSend(closed, 1, () -> {}), Select.onOtherwise(() -> {}))));
        Chan<Integer> blocked = Chan.unbuffered();
        Chan<String> ended = Chan.unbuffered();
        go(() -> ended.send(failure(() -> blocked.send(1))));
        go(() -> ended.send(
                failure(() -> Select.select(Select.onSend(blocked, 1, () -> {}), Select.onSend(none, 2, () -> {})))));
        blocked.close();
        trace.print(ended.receive());
        trace.print(ended.receive());
    }

    private static void workerPool(Trace trace) throws Exception {
        Chan<Integer> jobs = Chan.unbuffered();
        Chan<Integer> results = Chan.buffered(20);
        WaitGroup workers = new WaitGroup();
        for (int i = 0; i < 4; i++) {
            workers.go(() -> jobs.receiveEach(job -> results.send(job * job)));
        }
        for (int i = 0; i < 20; i++) {
            jobs.send(i);
        }
        jobs.close();
        workers.await();
        results.close();
        results.stream().sorted().forEach(trace::print);
    }

    private static void sameFringe(Trace trace) throws Exception {
        compare(trace, leaves(6, true), leaves(6, false));
        compare(trace, leaves(3, true), leaves(4, true));
    }

    private static void walk(int from, int to, boolean left, SendChan<Integer> out) throws InterruptedException {
        if (to - from == 1) {
            out.send(from);
            return;
        }
        int middle = left ? from + 1 : to - 1;
        walk(from, middle, left, out);
        walk(middle, to, left, out);
    }

    private static ReceiveChan<Integer> leaves(int to, boolean left) {
        Chan<Integer> out = Chan.unbuffered();
        go(() -> {
            walk(0, to, left, out);
            out.close();
        });
        return out;
    }

    private static void compare(Trace trace, ReceiveChan<Integer> one, ReceiveChan<Integer> two)
            throws InterruptedException {
        while (true) {
            Integer a = one.receive();
            Integer b = two.receive();
            if (!Objects.equals(a, b)) {
                trace.print("different");
                return;
            }
            if (a == null) {
                trace.print("same");
                return;
            }
            trace.print(a, b);
        }
    }

    private static void relay(Trace trace) throws Exception {
        Chan<Integer> c = Chan.unbuffered();
        Chan<Signal> done = Chan.unbuffered();
        Chan<Signal> previous = Chan.buffered(1);
        previous.send(Signal.SIGNAL);
        for (int i = 0; i < 5; i++) {
            int number = i;
            Chan<Signal> before = previous;
            Chan<Signal> next = Chan.buffered(1);
            go(() -> {
                before.receive();
                c.send(number);
                next.send(Signal.SIGNAL);
                done.send(Signal.SIGNAL);
            });
            previous = next;
        }
        for (int i = 0; i < 5; i++) {
            trace.print(c.receive());
            done.receive();
        }
    }
}
