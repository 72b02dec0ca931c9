package io.github.goloom.pipe;

import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.sync.WeightedSemaphore;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.varhandle.SpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The goroutines of a stage that works on several elements at once.
 *
 * <p><b>Permits.</b> An element needs a permit, from when it enters the stage until {@link #finish} is called for it.
 * Permits are acquired and returned a quarter of them at a time, so that the goroutine that brings the elements waits
 * once for many. There is thus always room in the queue.
 *
 * <p><b>Idle workers.</b> A worker that finds the queue empty counts itself as idle, looks again, and waits for a token.
 * The goroutine that adds an element looks for idle workers afterwards, so that one of the two sees the other. There is
 * one token at most: {@link #waking} is set until a worker has received it. That worker looks at the queue afterwards,
 * and a worker that takes an element while there are more wakes another. So workers that are quick enough do not wake
 * the others for nothing, as Go's scheduler does it. At the end, each worker wakes the next and ends.
 *
 * <p><b>New workers.</b> A goroutine that would wake a worker, but finds none idle, starts one, until there are as many
 * as the stage may have. A worker that ceases to be idle looks at the queue after that, and a goroutine that adds an
 * element looks for idle workers after that, so again one sees the other: either the worker finds the element, and
 * wakes or starts another one if there are more, or the goroutine finds no worker idle. So no element waits while a
 * worker could be started. A stage of few elements has few workers, however many it may have.
 */
final class Workers<T> {
    private static final int LEAST = 64;

    private final Run run;
    private final Title title;
    private final int workers;

    /** A quarter of the permits. */
    private final int lump;

    private final WeightedSemaphore lumps;
    private final AtomicLong finished = new AtomicLong();

    private final SpmcVarHandleArrayQueue<Item<T>> items;
    private final Chan<Signal> token;

    /** Has the workers that were started; one that starts another is among them. */
    private final WaitGroup running = new WaitGroup();

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger idle = new AtomicInteger();
    private final AtomicBoolean waking = new AtomicBoolean();
    private volatile boolean complete;

    /** Works on one element. */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Works on one element.
         *
         * @param number the number of the element, from 1 on
         */
        void on(long number, T value) throws Exception;
    }

    private record Item<T>(long number, T value) {}

    Workers(Run run, Title title, int workers) {
        this.run = run;
        this.title = title;
        this.workers = workers;
        lump = Math.max(LEAST, 2 * workers) / 4;
        lumps = new WeightedSemaphore(4, title.name());
        items = new SpmcVarHandleArrayQueue<>(permits());
        token = Chan.buffered(1, title.name());
    }

    /** {@return the largest number of elements in the stage} */
    int permits() {
        return 4 * lump;
    }

    /** Has the work done on all elements of the source, and returns after the last. */
    void run(Step<T> source, Work<T> work) throws Exception {
        source.run(run, new Sink<T>() {
            private long number;

            @Override
            public void accept(T value) throws Exception {
                run.throwIfDone();
                if (number % lump == 0) {
                    lumps.acquire(1);
                }
                number++;
                items.add(new Item<>(number, value));
                VarHandle.fullFence(); // pairs with the changes of idle
                wakeOrStart(work);
            }
        });
        complete = true;
        wake();
        run.throwIfDone();
        running.await();
    }

    private void work(Work<T> work) throws Exception {
        for (Item<T> item = next(work); item != null; item = next(work)) {
            work.on(item.number, item.value);
            run.throwIfDone();
        }
        running.done();
    }

    /** The work on an element is finished, so that one more may enter. */
    void finish() {
        if (finished.incrementAndGet() % lump == 0) {
            lumps.release(1);
        }
    }

    /** After an element was added, or was taken while there are more. */
    private void wakeOrStart(Work<T> work) throws InterruptedException {
        if (idle.get() > 0) {
            wake();
        } else if (started.get() < workers) {
            start(work);
        }
    }

    private void wake() {
        if (idle.get() > 0 && waking.compareAndSet(false, true)) {
            boolean unused = token.trySend(Signal.SIGNAL);
        }
    }

    private void start(Work<T> work) throws InterruptedException {
        int number = started.incrementAndGet();
        if (number <= workers) { // else others have started the last ones
            running.add(1);
            run.go(title, title.name(number, workers), () -> work(work));
        }
    }

    /** {@return the next element, for which the current worker waits; null if there are no more} */
    private @Nullable Item<T> next(Work<T> work) throws InterruptedException {
        Item<T> item = items.poll();
        while (item == null && !complete) {
            item = awaited();
        }
        if (item == null) { // complete; the element may have come just before
            item = items.poll();
        }
        if (item == null) {
            wake();
        } else if (!items.isEmpty()) {
            wakeOrStart(work);
        }
        return item;
    }

    private @Nullable Item<T> awaited() throws InterruptedException {
        idle.incrementAndGet();
        try {
            Item<T> item = items.poll();
            if (item == null && !complete) {
                Signal unused = token.receive();
                waking.set(false);
                item = items.poll();
            }
            return item;
        } finally {
            idle.decrementAndGet();
        }
    }
}
