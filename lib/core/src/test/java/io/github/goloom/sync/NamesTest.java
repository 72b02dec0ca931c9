package io.github.goloom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.testing.Goroutine;
import org.junit.jupiter.api.Test;

/** What has a name shows it, and every text tells who waits. */
@SuppressWarnings({"LockNotBeforeTry", "MustBeClosedChecker", "CheckReturnValue"})
class NamesTest {
    /** Each type that threads wait on may have a name. */
    @Test
    void toString_named_showsTheName() {
        assertThat(new Mutex("m")).hasToString("Mutex[\"m\", unlocked]");
        assertThat(new RWMutex("rw")).hasToString("RWMutex[\"rw\", 0 readers]");
        assertThat(new RWMutex("rw").readLock()).hasToString("read lock of RWMutex[\"rw\", 0 readers]");
        assertThat(new WaitGroup("wg")).hasToString("WaitGroup[\"wg\", 0]");
        assertThat(new ErrGroup("eg")).hasToString("ErrGroup[\"eg\", 0 running, 0 failed]");
        assertThat(ErrGroup.withContext(Context.background(), "eg"))
                .hasToString("ErrGroup[\"eg\", 0 running, 0 failed]");
        assertThat(new WeightedSemaphore(10, "db")).hasToString("WeightedSemaphore[\"db\", 0/10]");
        assertThat(new SingleFlight<String, String>("pages")).hasToString("SingleFlight[\"pages\"]");
    }

    /** A channel tells how many wait to send, and to receive. */
    @Test
    void toString_chan_tellsWhoWaits() {
        Chan<Integer> events = Chan.buffered(1, "events");
        events.trySend(1);
        Goroutine<Void> sender = Goroutine.go(() -> events.send(2)).parkedOn(events);
        assertThat(events).hasToString("BufferedChan[\"events\", 1/1, 1 sender waits]");
        sender.interrupt();

        Chan<Integer> empty = Chan.unbuffered("empty");
        Goroutine<Integer> one = Goroutine.call(() -> empty.receive()).parkedOn(empty);
        Goroutine<Integer> other = Goroutine.call(() -> empty.receive()).parkedOn(empty);
        assertThat(empty).hasToString("UnbufferedChan[\"empty\", 2 receivers wait]");
        one.interrupt();
        other.interrupt();
    }

    /** Locks tell who holds them, and how many wait. */
    @Test
    void toString_locks_tellWhoWaits() {
        Mutex mutex = new Mutex();
        mutex.lock();
        Goroutine<Void> locker = Goroutine.go(mutex::lockInterruptibly).parkedOn(mutex);
        assertThat(mutex).hasToString("Mutex[locked, 1 thread waits]");
        locker.interrupt();

        RWMutex both = new RWMutex();
        both.readLock().lock();
        Goroutine<Void> writer =
                Goroutine.go(() -> both.writeLock().lockInterruptibly()).parkedOn(both);
        assertThat(both).hasToString("RWMutex[1 reader, 1 writer waits]");
        writer.interrupt();
    }

    /** A semaphore tells what the next wants, and that a request is too large. */
    @Test
    void toString_semaphore_tellsWhatTheNextWants() throws Exception {
        WeightedSemaphore db = new WeightedSemaphore(10, "db");
        db.acquire(8);
        Goroutine<Void> next = Goroutine.go(() -> db.acquire(5)).parkedOn(db);
        Goroutine<Void> hopeless = Goroutine.go(() -> db.acquire(11)).parkedOn(db);
        assertThat(db)
                .hasToString("WeightedSemaphore[\"db\", 8/10, 1 thread waits, next waits for 5,"
                        + " 1 thread waits for more than there is]");
        next.interrupt();
        hopeless.interrupt();
        Goroutine.until(() -> next.isDone() && hopeless.isDone());
        assertThat(db).hasToString("WeightedSemaphore[\"db\", 8/10]");
    }

    /** The text of many flights is short. */
    @Test
    void toString_manyFlights_isShort() throws Exception {
        SingleFlight<String, String> flights = new SingleFlight<>("pages");
        Chan<String> never = Chan.unbuffered();
        Goroutine<?>[] all = new Goroutine<?>[30];
        for (int i = 0; i < all.length; i++) {
            String key = i + "k".repeat(1_000);
            all[i] = Goroutine.call(() -> flights.run(key, () -> never.receive()))
                    .parkedOn(never);
        }
        assertThat(flights.toString())
                .startsWith("SingleFlight[\"pages\", ")
                .endsWith(", …]")
                .hasSizeLessThan(1_200);
        for (Goroutine<?> each : all) {
            each.interrupt();
        }
    }
}
