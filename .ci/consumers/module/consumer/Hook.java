package consumer;

import io.github.goloom.StartHook;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the goroutines, to show that goloom finds a service of another module. */
public class Hook implements StartHook {
    static final AtomicInteger STARTED = new AtomicInteger();

    @Override
    public Runnable apply(Runnable body) {
        STARTED.incrementAndGet();
        return body;
    }
}
