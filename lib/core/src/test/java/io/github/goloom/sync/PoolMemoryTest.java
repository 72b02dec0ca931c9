package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.junit.jupiter.api.Test;

/** What a pool keeps gives way when memory runs short. */
class PoolMemoryTest {
    /** The items are dropped before the JVM runs out of memory, and the pool works on (POL-002, POL-005). */
    @Test
    void items_memoryRunsShort_areDropped() throws Exception {
        assertThat(run(Pressure.class)).contains("full: true", "allocated: 60 MiB", "made anew: true", "works: true");
    }

    /** The program of the other JVM: a heap of 80 MiB, a pool of 50 MiB, then another 60 MiB. */
    static final class Pressure {
        private static final int MEBIBYTE = 1 << 20;

        private Pressure() {}

        public static void main(String[] args) {
            Pool<byte[]> pool = new Pool<>(() -> new byte[0]);
            for (int i = 0; i < 50; i++) {
                pool.put(new byte[MEBIBYTE]);
            }
            byte[] item = pool.get();
            System.out.println("full: " + (item.length == MEBIBYTE));
            pool.put(item);
            item = null;
            List<byte[]> others = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                others.add(new byte[MEBIBYTE]);
            }
            System.out.println("allocated: " + others.size() + " MiB");
            System.out.println("made anew: " + (pool.get().length == 0));
            byte[] again = new byte[1];
            pool.put(again);
            System.out.println("works: " + (pool.get().length == 1));
        }
    }

    /** Runs a main class in a JVM with a small heap; returns what it printed. It must end with status 0. */
    private static String run(Class<?> main) throws Exception {
        String path = Stream.of(
                        rootOf(Pool.class),
                        rootOf(main),
                        rootOf(MpmcVarHandleArrayQueue.class),
                        rootOf(MessagePassingQueue.class))
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        Path output = Files.createTempFile("jvm", ".txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-Xmx80m", "-XX:+UseSerialGC", "-cp", path, main.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
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
