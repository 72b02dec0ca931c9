package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.Cond;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import java.io.PrintStream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A buffered channel, built with a lock and two conditions, each of which is waited for in a loop. The channels of the
 * library have more: waiters are served in their order, waits can be cancelled, and {@code select} waits for several.
 */
@Command(name = "cond-chan", description = "A buffered channel, built with a lock and two conditions.")
final class CondChan implements Example {
    @Option(names = "--capacity", paramLabel = "N", description = "Room in the buffer, from 1 to 1000; 3 if not given.")
    private int capacity = 3;

    /** The channel, with the capacity that was asked for. */
    final class Bounded<T> {
        private final Mutex mutex = new Mutex("bounded");
        private final Cond notFull = new Cond(mutex);
        private final Cond notEmpty = new Cond(mutex);
        private final ArrayDeque<T> buffer = new ArrayDeque<>();
        private boolean closed;

        void send(T value) throws InterruptedException {
            mutex.lockInterruptibly();
            try {
                while (buffer.size() == capacity && !closed) {
                    notFull.await();
                }
                if (closed) {
                    throw new IllegalStateException("send on closed channel");
                }
                buffer.add(value);
                notEmpty.signal();
            } finally {
                mutex.unlock();
            }
        }

        @Nullable
        T receive() throws InterruptedException {
            mutex.lockInterruptibly();
            try {
                while (buffer.isEmpty() && !closed) {
                    notEmpty.await();
                }
                notFull.signal();
                return buffer.poll(); // null if it is closed and drained
            } finally {
                mutex.unlock();
            }
        }

        void close() {
            mutex.lock();
            try {
                closed = true;
            } finally {
                mutex.unlock();
            }
            notFull.broadcast();
            notEmpty.broadcast();
        }
    }

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new CondChan(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unlessIn("--capacity", capacity, 1, 1000);
        Bounded<Integer> squares = new Bounded<>();
        try (ErrGroup group = new ErrGroup("squares")) {
            group.go("sender", () -> {
                for (int i = 1; i <= 10; i++) {
                    squares.send(i * i);
                }
                squares.close();
            });
            for (Integer each = squares.receive(); each != null; each = squares.receive()) {
                out.println(each);
            }
            group.await();
        }
    }
}
