package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A million goroutines wait on one channel in two gigabytes, and all are served. */
class MillionTest {
    private static final int GOROUTINES = 1_000_000;

    @Test
    void receive_millionGoroutinesParked_completeInTwoGigabytes() throws Exception {
        String output = Jvm.run(Million.class, "-Xmx2g");

        System.out.println(output);
        assertThat(output).contains("served: " + GOROUTINES);
    }

    /** The program of the other JVM. */
    static final class Million {
        private Million() {}

        public static void main(String[] args) throws InterruptedException {
            AbstractChan<Long> chan = new UnbufferedChan<>("million");
            AtomicLong sum = new AtomicLong();
            AtomicLong served = new AtomicLong();
            for (int i = 0; i < GOROUTINES; i++) {
                Go.go(() -> {
                    sum.addAndGet(chan.receive());
                    served.incrementAndGet();
                });
            }
            awaitParked(chan);
            report("all parked");
            for (long i = 0; i < GOROUTINES; i++) {
                chan.send(i);
            }
            while (served.get() < GOROUTINES) {
                LockSupport.parkNanos(10_000_000);
            }
            report("all served");
            if (sum.get() == GOROUTINES * (GOROUTINES - 1L) / 2) {
                System.out.println("served: " + served);
            }
        }

        private static void awaitParked(AbstractChan<?> chan) {
            int parked = 0;
            while (parked < GOROUTINES) {
                LockSupport.parkNanos(10_000_000);
                chan.lock();
                try {
                    parked = chan.receivers.count(GOROUTINES);
                } finally {
                    chan.unlock();
                }
            }
        }

        private static void report(String when) {
            Runtime runtime = Runtime.getRuntime();
            long before = runtime.totalMemory() - runtime.freeMemory();
            System.gc();
            long after = runtime.totalMemory() - runtime.freeMemory();
            System.out.printf("%s: heap used %,d bytes, %,d after a collection%n", when, before, after);
        }
    }

    /** A JVM of its own. */
    static final class Jvm {
        private static final long LIMIT_SECONDS = 110;

        private Jvm() {}

        /** Runs a main class with options of the JVM; returns what it printed. It must end with status 0. */
        static String run(Class<?> main, String... options) throws Exception {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(Arrays.asList(options));
            command.addAll(List.of("-cp", rootOf(Chan.class) + System.getProperty("path.separator") + rootOf(main)));
            command.add(main.getName());
            Path output = Files.createTempFile("jvm", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                String text = Files.readString(output);
                assertThat(ended).as("ended in time: %s", text).isTrue();
                assertThat(process.exitValue()).as(text).isZero();
                return text;
            } finally {
                process.destroyForcibly().waitFor();
                Files.delete(output);
            }
        }

        /** The folder or jar of the class, wherever it was loaded from: a class path, a module, a patch of one. */
        private static Path rootOf(Class<?> type) throws IOException {
            String resource = "/" + type.getName().replace('.', '/') + ".class";
            String url = String.valueOf(type.getResource(resource));
            String root = url.substring(0, url.length() - resource.length());
            return Path.of(URI.create(root.startsWith("jar:") ? root.substring(4, root.length() - 1) : root));
        }
    }
}
