package io.github.goloom.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.inspect.Tracked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

/** The TCK of Reactive Streams, which is written for TestNG. */
class ReactiveStreamsTest {
    private static final long TIMEOUT_MILLIS = 2_000;
    private static final long NO_SIGNAL_MILLIS = 100;

    private static TestEnvironment environment() {
        return new TestEnvironment(TIMEOUT_MILLIS, NO_SIGNAL_MILLIS);
    }

    /** Notes what has become of each test. */
    private static final class Results implements ITestListener {
        final List<String> passed = new ArrayList<>();
        final List<String> skipped = new ArrayList<>();
        final List<String> failed = new ArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            passed.add(result.getName());
        }

        @Override
        public void onTestSkipped(ITestResult result) {
            skipped.add(result.getName());
        }

        @Override
        public void onTestFailure(ITestResult result) {
            failed.add(result.getName() + ": " + result.getThrowable());
        }
    }

    private static Results run(Class<?> type) {
        Results results = new Results();
        TestNG testng = new TestNG(false);
        testng.setTestClasses(new Class<?>[] {type});
        testng.setVerbose(0);
        testng.addListener(results);
        testng.run();
        return results;
    }

    private static boolean isTestable(String test) {
        return !test.startsWith("untested_"); // by the TCK itself
    }

    /** The publisher keeps all rules that can be tested, but the optional one that all subscribers get each element. */
    @Test
    @Timeout(240)
    void tck_ofThePublisher_passes() {
        try (Tracked tracked = Tracked.all()) {
            Results results = run(Publisher.class);

            assertThat(results.failed).isEmpty();
            assertThat(results.passed).hasSize(28).allMatch(ReactiveStreamsTest::isTestable);
            assertThat(results.skipped)
                    .hasSize(10)
                    .filteredOn(ReactiveStreamsTest::isTestable)
                    .hasSize(3)
                    .allMatch(each -> each.startsWith("optional_spec111_multicast_"));
            Tracked.untilEnded("Chans.publisher");
            assertThat(tracked).isNotNull();
        }
    }

    /** The subscriber keeps all rules that can be tested from outside. */
    @Test
    @Timeout(240)
    void tck_ofTheSubscriber_passes() {
        assertPasses(run(Blackbox.class), 11, 15);
    }

    /** The subscriber keeps the rules that can be tested with the help of a probe. */
    @Test
    @Timeout(240)
    void tck_ofTheSubscriberWithAProbe_passes() {
        assertPasses(run(Whitebox.class), 14, 13);
    }

    private static void assertPasses(Results results, int passed, int untestable) {
        assertThat(results.failed).isEmpty();
        assertThat(results.passed).hasSize(passed).allMatch(ReactiveStreamsTest::isTestable);
        assertThat(results.skipped).hasSize(untestable).noneMatch(ReactiveStreamsTest::isTestable);
    }

    /** A channel that a goroutine fills. */
    public static final class Publisher extends FlowPublisherVerification<Integer> {
        private CancellableContext context;

        public Publisher() {
            super(environment());
        }

        @BeforeMethod
        public void open() {
            context = CancellableContext.childOf(Context.background());
        }

        @AfterMethod
        public void close() {
            context.close();
        }

        @Override
        public Flow.Publisher<Integer> createFlowPublisher(long elements) {
            Chan<Integer> source = Chan.unbuffered();
            Go.go("tck", () -> {
                for (long i = 0; i < elements; i++) {
                    source.send((int) i, context);
                }
                source.close();
            });
            return Chans.publisher(source);
        }

        /** No goroutine can be started. */
        @Override
        public Flow.Publisher<Integer> createFailedFlowPublisher() {
            return subscriber -> {
                StartHook.set(body -> {
                    throw new IllegalStateException("no goroutine");
                });
                try {
                    Chans.publisher(Chan.<Integer>nil()).subscribe(subscriber);
                } finally {
                    StartHook.set(null);
                }
            };
        }
    }

    /** A channel that nobody receives from. */
    public static final class Blackbox extends FlowSubscriberBlackboxVerification<Integer> {
        public Blackbox() {
            super(environment());
        }

        @Override
        public Flow.Subscriber<Integer> createFlowSubscriber() {
            return new Feed<>(4);
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }

    /** A channel whose subscriber tells a probe what it is told. */
    public static final class Whitebox extends FlowSubscriberWhiteboxVerification<Integer> {
        public Whitebox() {
            super(environment());
        }

        @Override
        protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
            return new Probed(probe);
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }

    /** A feed that tells a probe what it is told. A request of the probe is that of a receiver. */
    private record Probed(WhiteboxSubscriberProbe<Integer> probe, Feed<Integer> feed)
            implements Flow.Subscriber<Integer>, SubscriberPuppet {
        Probed(WhiteboxSubscriberProbe<Integer> probe) {
            this(probe, new Feed<>(4));
        }

        @Override
        public void triggerRequest(long elements) {
            feed.chan().drainTo(new ArrayList<>(), (int) elements);
        }

        @Override
        public void signalCancel() {
            feed.close();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            feed.onSubscribe(subscription);
            probe.registerOnSubscribe(this);
        }

        @Override
        public void onNext(Integer item) {
            feed.onNext(item);
            probe.registerOnNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            feed.onError(failure);
            probe.registerOnError(failure);
        }

        @Override
        public void onComplete() {
            feed.onComplete();
            probe.registerOnComplete();
        }
    }
}
