package io.github.goloom.model;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The model as channels that can be used: its steps under one lock. With a wrong model, wrong channels. */
final class LockedPort implements Port {
    private final Model model;
    private final Random choice;
    private final Map<Integer, Thread> threads = new ConcurrentHashMap<>();
    private State state;

    LockedPort(Program program, Model model, Random choice) {
        this.model = model;
        this.choice = choice;
        state = new State(program);
    }

    @Override
    public String execute(int goroutine, Op op) throws InterruptedException {
        threads.put(goroutine, Thread.currentThread());
        step(goroutine);
        while (true) {
            String result = result(goroutine);
            if (result != null) {
                return result;
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private synchronized void step(int goroutine) {
        List<State> next = model.step(state, goroutine);
        state = next.get(choice.nextInt(next.size()));
        threads.values().forEach(LockSupport::unpark);
    }

    private synchronized String result(int goroutine) {
        return state.isWaiting(goroutine) ? null : state.results(goroutine).getLast();
    }

    @Override
    public synchronized int size(int chan) {
        return state.channel(chan).buffer.size();
    }
}
