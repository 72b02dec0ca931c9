package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unless;

import io.github.goloom.Go;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.inspect.Deadlock;
import io.github.goloom.inspect.Goroutines;
import io.github.goloom.inspect.Tracking;
import io.github.goloom.sync.ErrGroup;
import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The dining philosophers. If all take the fork on the left first, they can wait for each other for ever; tracking
 * finds that, and an interrupt ends it. If all take the fork with the lower number first, there can be no circle.
 */
@Command(name = "philosophers", description = "Dining philosophers, with a deadlock, which is found, and without.")
final class Philosophers implements Example {
    @Option(names = "--philosophers", paramLabel = "N", description = "How many, from 2 to 1000; 5 if not given.")
    private int philosophers = 5;

    @Option(names = "--meals", paramLabel = "N", description = "Meals of each, from 1 to 1000; 20 if not given.")
    private int meals = 20;

    private Mutex[] forks = {};

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new Philosophers(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unless(philosophers >= 2 && philosophers <= 1000, "--philosophers must be 2 to 1000, not " + philosophers);
        unless(meals >= 1 && meals <= 1000, "--meals must be from 1 to 1000, not " + meals);
        forks = new Mutex[philosophers];
        Arrays.setAll(forks, i -> new Mutex("fork " + (i + 1)));
        Goroutines.track(Tracking.basic().withLocks());
        try {
            out.println("The left fork first: " + deadlock());
        } finally {
            Goroutines.untrack();
        }
        AtomicInteger eaten = new AtomicInteger();
        try (ErrGroup table = new ErrGroup("table")) {
            seat(table, true, eaten::incrementAndGet);
            table.await();
        }
        out.println("The lower fork first: " + eaten + " meals are eaten.");
    }

    private Deadlock deadlock() throws InterruptedException {
        WaitGroup hungry = new WaitGroup("those without a fork");
        hungry.add(philosophers);
        try (ErrGroup table = new ErrGroup("table")) {
            seat(table, false, () -> {
                hungry.done();
                hungry.await(); // so that the worst happens each time
            });
            while (Goroutines.deadlocks().isEmpty()) {
                Go.sleep(Duration.ofMillis(1));
            }
            Deadlock found = Goroutines.deadlocks().getFirst();
            table.cancel(); // interrupts them
            return found;
        }
    }

    private void seat(ErrGroup table, boolean lowerFirst, Go.Task withOneFork) throws InterruptedException {
        for (int i = 0; i < philosophers; i++) {
            Mutex left = forks[i];
            Mutex right = forks[(i + 1) % philosophers];
            boolean swap = lowerFirst && i == philosophers - 1;
            table.go("philosopher " + (i + 1), () -> eat(swap ? right : left, swap ? left : right, withOneFork));
        }
    }

    private void eat(Mutex first, Mutex second, Go.Task withOneFork) throws Exception {
        for (int i = 0; i < meals; i++) {
            first.lockInterruptibly();
            try {
                withOneFork.run();
                Go.sleep(Duration.ofMillis(1)); // so that the others come in between
                second.lockInterruptibly();
                second.unlock(); // after the meal
            } finally {
                first.unlock();
            }
        }
    }
}
