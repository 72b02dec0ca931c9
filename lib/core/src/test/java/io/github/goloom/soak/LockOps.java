package io.github.goloom.soak;

import io.github.goloom.sync.CancellableLock;

/** Locks, in every way to lock, and conditions. */
@SuppressWarnings({"WaitNotInLoop", "LockNotBeforeTry", "ThreadPriorityCheck"}) // the lock is taken in one of five ways
final class LockOps {
    private LockOps() {}

    /** {@return whether it is locked now} */
    private static boolean lock(Worker worker, CancellableLock lock) throws InterruptedException {
        switch (worker.random.nextInt(5)) {
            case 0 -> lock.lockInterruptibly();
            case 1 -> {
                return lock.tryLock();
            }
            case 2 -> {
                return lock.tryLock(worker.upTo(2000));
            }
            case 3 -> ContextOps.with(worker, lock::lock);
            default -> lock.lock();
        }
        return true;
    }

    static boolean mutex(Worker worker) throws InterruptedException {
        Locks.Guarded guarded = worker.world.locks.mutexes[worker.random.nextInt(8)];
        boolean locked = lock(worker, guarded.mutex);
        if (locked) {
            long before = guarded.counter;
            if (worker.oneIn(200)) {
                Thread.yield();
            }
            guarded.counter = before + 1;
            guarded.expected.increment();
            guarded.mutex.unlock();
        }
        return locked;
    }

    static boolean read(Worker worker) throws InterruptedException {
        Locks.Pair pair = worker.world.locks.pairs[worker.random.nextInt(8)];
        boolean locked = lock(worker, pair.lock.readLock());
        if (locked) {
            long first = pair.first;
            if (worker.oneIn(200)) {
                Thread.yield();
            }
            if (first != pair.second) {
                throw new AssertionError("a reader saw " + first + " and " + pair.second);
            }
            pair.lock.readLock().unlock();
        }
        return locked;
    }

    static boolean write(Worker worker) throws InterruptedException {
        Locks.Pair pair = worker.world.locks.pairs[worker.random.nextInt(8)];
        boolean locked = lock(worker, pair.lock.writeLock());
        if (locked) {
            pair.first++;
            if (worker.oneIn(200)) {
                Thread.yield();
            }
            pair.second++;
            pair.expected.increment();
            pair.lock.writeLock().unlock();
        }
        return locked;
    }

    static boolean put(Worker worker) {
        Locks.Store store = worker.world.locks.stores[worker.random.nextInt(4)];
        store.mutex.lock();
        store.there++;
        if (worker.oneIn(200)) {
            store.notEmpty.broadcast();
        } else {
            store.notEmpty.signal();
        }
        store.mutex.unlock();
        store.put.increment();
        return true;
    }

    static boolean take(Worker worker) throws InterruptedException {
        Locks.Store store = worker.world.locks.stores[worker.random.nextInt(4)];
        store.mutex.lock();
        try {
            boolean inTime = true;
            while (store.there == 0 && inTime) {
                switch (worker.random.nextInt(3)) {
                    case 0 -> store.notEmpty.await();
                    case 1 -> ContextOps.with(worker, store.notEmpty::await);
                    default -> inTime = store.notEmpty.await(worker.upTo(2000));
                }
            }
            boolean taken = store.there > 0;
            if (taken) {
                store.there--;
                store.taken.increment();
            }
            return taken;
        } finally {
            store.mutex.unlock();
        }
    }
}
