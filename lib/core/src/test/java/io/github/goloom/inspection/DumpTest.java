package io.github.goloom.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Tracked;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.sync.Mutex;
import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Goroutines that do the same are one entry of the dump, and it leads to the line of the application. */
@SuppressWarnings("LockNotBeforeTry") // the locks are to be held by one that waits
class DumpTest {
    private static void produce(Chan<Integer> chan) throws InterruptedException {
        chan.send(1);
    }

    private static List<Thread> start(int count, String name, Go.Task task) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(Go.go(name + i, task));
        }
        Tracked.until(() -> threads.stream().allMatch(each -> each.getState() == Thread.State.WAITING));
        return threads;
    }

    /** A thread that is no goroutine is known while it waits in the library, and not after that. */
    @Test
    void dump_platformThreadWaitsNoMore_isForgotten() throws Exception {
        Chan<Integer> chan = Chan.unbuffered("chan of DumpTest");
        CountDownLatch served = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (Tracked tracked = Tracked.all()) {
            Thread thread = Thread.ofPlatform().name("thread of DumpTest").start(() -> {
                try {
                    chan.receive();
                    served.countDown();
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Tracked.untilWaiting("thread of DumpTest", 1);
            assertThat(Tracked.dump()).contains("thread of DumpTest");
            chan.send(1);
            served.await();

            assertThat(Tracked.dump()).doesNotContain("thread of DumpTest");
            assertThat(Tracked.count("thread of DumpTest")).isZero();
            end.countDown();
            thread.join();
            assertThat(tracked).isNotNull();
        }
    }

    /** PRF-010, PRF-013: identical goroutines are counted, the most numerous first, with name, operation and line. */
    @Test
    void dump_notTracked_groupsByWhatIsDone() throws Exception {
        Chan<Integer> orders = Chan.buffered(2, "orders of DumpTest");
        Chan<Integer> audit = Chan.unbuffered("audit of DumpTest");
        start(2, "filler ", () -> {
            orders.send(1);
            audit.receive();
        });
        List<Thread> producers = start(5, "producer ", () -> produce(orders));
        List<Thread> auditors = start(3, "auditor ", () -> audit.receive());

        String dump = Tracked.dump();

        assertThat(dump)
                .contains("5 goroutines \"producer *\": send on "
                        + Tracked.target("BufferedChan[\"orders of DumpTest\", 2/2, 5 senders wait]") + "\n"
                        + "    at io.github.goloom.inspection.DumpTest.produce(DumpTest.java:")
                .contains("3 goroutines \"auditor *\": receive from "
                        + Tracked.target("UnbufferedChan[\"audit of DumpTest\", 5 receivers wait]") + "\n")
                .containsPattern("\\(\\d+ frames of goloom, \\d+ of the JDK\\)");
        assertThat(dump.indexOf("5 goroutines \"producer")).isLessThan(dump.indexOf("3 goroutines \"auditor"));
        end(producers);
        end(auditors);
        audit.close();
    }

    private static void end(List<Thread> threads) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread each : threads) {
            each.join();
        }
    }

    /** GOR-012, GOR-013: with tracking, a dump tells since when, from where, and who holds what is waited for. */
    @Test
    void dump_tracked_tellsSinceWhenFromWhereAndWhoHolds() throws Exception {
        try (Tracked tracked = new Tracked(Tracking.basic().withSites().withLocks())) {
            Mutex mutex = new Mutex("books of DumpTest");
            CountDownLatch locked = new CountDownLatch(1);
            Chan<Integer> release = Chan.unbuffered("release");
            Thread holder = Go.go("the holder", () -> {
                mutex.lock();
                locked.countDown();
                release.receive();
                mutex.unlock();
            });
            locked.await();
            List<Thread> waiting = start(2, "booker ", () -> {
                mutex.lock();
                mutex.unlock();
            });

            assertThat(Tracked.dump())
                    .containsPattern(
                            "2 goroutines \"booker \\*\": lock Mutex\\[\"books of DumpTest\", locked, 2 threads wait\\], "
                                    + "longest \\d+ m?s\n"
                                    + "    held by \"the holder\" #" + holder.threadId() + "\n"
                                    + "    at io.github.goloom.inspection.DumpTest.lambda.*\n"
                                    + "    \\(\\d+ frames of goloom, \\d+ of the JDK\\)\n"
                                    + "    started at io.github.goloom.inspection.DumpTest.start\\(DumpTest.java:\\d+\\)\n");
            release.send(1);
            for (Thread each : waiting) {
                each.join();
            }
            assertThat(tracked).isNotNull();
        }
    }

    /** PRF-011: the caller is in the dump, once. */
    @Test
    void dump_byAGoroutine_hasItOnce() throws Exception {
        Chan<String> dumps = Chan.unbuffered();
        Go.go("the one that dumps", () -> dumps.send(Tracked.dump()));

        assertThat(dumps.receive()).containsOnlyOnce("the one that dumps");
    }

    /** A virtual thread of an application that waits elsewhere is shown, too; a platform thread only in the library. */
    @Test
    void dump_ofOtherThreads_showsVirtualOnesAndThoseInTheLibrary() throws Exception {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Chan<Integer> chan = Chan.unbuffered("from a platform thread");
        Thread virtual = Thread.ofVirtual().name("taker of DumpTest").start(() -> {
            try {
                queue.take();
            } catch (InterruptedException e) {
                // the end
            }
        });
        Goroutine<Void> platform = Goroutine.platform(chan::receive);
        Tracked.until(() ->
                virtual.getState() == Thread.State.WAITING && platform.thread().getState() == Thread.State.WAITING);

        String dump = Tracked.dump();

        assertThat(dump)
                .contains("\"taker of DumpTest\": in java.util.concurrent.LinkedBlockingQueue.take")
                .contains("receive from "
                        + Tracked.target("UnbufferedChan[\"from a platform thread\", 1 receiver waits]"))
                .doesNotContain("Reference Handler")
                .doesNotContain("goloom-timer");
        virtual.interrupt();
        chan.close();
    }

    /** Without names, goroutines that wait for different objects of one class in one place are one entry. */
    @Test
    void dump_manyTargetsWithoutNames_areOneEntry() throws Exception {
        List<Chan<Integer>> chans = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            chans.add(Chan.unbuffered());
        }
        List<Thread> threads = new ArrayList<>();
        for (Chan<Integer> each : chans) {
            threads.add(Go.go("lonely", each::receive));
        }
        Tracked.until(() -> threads.stream().allMatch(each -> each.getState() == Thread.State.WAITING));

        assertThat(Tracked.dump())
                .contains("3 goroutines \"lonely\": receive from " + Tracked.target("3 of UnbufferedChan"));
        chans.forEach(Chan::close);
    }

    /** A text that cannot take more stops the dump with its exception. */
    @Test
    void dump_textFails_throwsIt() {
        assertThatThrownBy(() -> Goroutines.dump(new Appendable() {
                    @Override
                    public Appendable append(CharSequence text) throws IOException {
                        throw new IOException("full");
                    }

                    @Override
                    public Appendable append(CharSequence text, int start, int end) throws IOException {
                        throw new IOException("full");
                    }

                    @Override
                    public Appendable append(char c) throws IOException {
                        throw new IOException("full");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThatNullPointerException().isThrownBy(() -> Goroutines.dump(null)).withMessage("out");
    }

    /** A goroutine that sleeps does so. */
    @Test
    void dump_sleeping_saysSo() throws Exception {
        Thread sleeper = Go.go("sleeper of DumpTest", () -> Go.sleep(Duration.ofHours(1)));
        Tracked.until(() -> sleeper.getState() == Thread.State.TIMED_WAITING);

        assertThat(Tracked.dump()).contains("\"sleeper of DumpTest\": sleep\n");
        sleeper.interrupt();
    }

    /** Without the module {@code jdk.management} a dump says which option it needs, or has what is tracked. */
    @Test
    void dump_withoutTheModule_namesTheOption() throws Exception {
        String reason = "the module jdk.management is missing; start with --add-modules jdk.management";
        assertThat(Jvm.run(WithoutTheModule.class, "--limit-modules", "java.management"))
                .contains("untracked: the JDK cannot write its dump of threads: " + reason)
                .contains("1 goroutine \"waiter\": ")
                .contains("goroutines that are not tracked are missing: the JDK cannot write its dump of threads: "
                        + reason);
    }

    static final class WithoutTheModule {
        public static void main(String[] args) throws Exception {
            try {
                Goroutines.dump(System.out);
            } catch (IOException e) {
                System.out.println("untracked: " + e.getMessage());
            }
            Goroutines.track(Tracking.basic());
            Go.go("waiter", () -> Chan.unbuffered("never").receive());
            Goroutines.dump(System.out);
        }
    }
}
