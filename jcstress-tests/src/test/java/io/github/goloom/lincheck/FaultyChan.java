package io.github.goloom.lincheck;

import java.util.ArrayDeque;

/** A channel with one fault, for the twins; a monitor guards it. */
final class FaultyChan implements IntChan {
    /** What is wrong. */
    enum Fault {
        /** A try-send looks for room, then takes the lock. */
        ROOM_BEFORE_LOCK,
        /** The last value is received first. */
        LAST_FIRST,
        /** A send returns once its value is there to be taken. */
        SEND_DOES_NOT_WAIT,
        /** Who waits for a value looks for the end first: values that are left are lost. */
        CLOSED_BEFORE_VALUES
    }

    private final int capacity;
    private final Fault fault;
    private final ArrayDeque<Integer> values = new ArrayDeque<>();
    private volatile int count;
    private boolean closed;
    private int begun;
    private int sent;

    FaultyChan(int capacity, Fault fault) {
        this.capacity = capacity;
        this.fault = fault;
    }

    @Override
    public synchronized String send(int value) throws InterruptedException {
        int room = fault == Fault.SEND_DOES_NOT_WAIT ? capacity + 1 : capacity;
        while (!closed && count >= room) {
            wait();
        }
        return put(value);
    }

    private String put(int value) {
        if (closed) {
            return "closed";
        }
        values.add(value);
        count = values.size();
        sent++;
        notifyAll();
        return sent > begun + capacity ? "sent too early" : "sent";
    }

    @Override
    public String trySend(int value) {
        if (fault == Fault.ROOM_BEFORE_LOCK) {
            boolean room = count < capacity;
            synchronized (this) {
                return room || closed ? put(value) : "full";
            }
        }
        synchronized (this) {
            return count < capacity || closed ? put(value) : "full";
        }
    }

    @Override
    public synchronized String receive() throws InterruptedException {
        begun++;
        while (!closed && count == 0) {
            wait();
        }
        return closed && fault == Fault.CLOSED_BEFORE_VALUES ? "closed" : take();
    }

    private String take() {
        Integer value = fault == Fault.LAST_FIRST ? values.pollLast() : values.pollFirst();
        count = values.size();
        notifyAll();
        return value != null ? value.toString() : closed ? "closed" : "empty";
    }

    @Override
    public synchronized String tryReceive() {
        begun++;
        return take();
    }

    @Override
    public synchronized String close() {
        boolean first = !closed;
        closed = true;
        notifyAll();
        return first ? "now closed" : "closed";
    }

    @Override
    public synchronized int size() {
        return count;
    }
}
