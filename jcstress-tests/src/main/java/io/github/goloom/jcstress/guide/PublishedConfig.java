package io.github.goloom.jcstress.guide;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The example of docs/testing.md: a class of an application, whose fields are plain, and are published by a close. */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "It was not published yet.")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "It was, and all of it was seen.")
@Outcome(expect = FORBIDDEN, desc = "A reader saw the signal, but not the configuration.")
@State
public class PublishedConfig {
    private final Chan<Void> ready = Chan.unbuffered();
    private int limit;

    @Actor
    public void loader() {
        limit = 42;
        ready.close();
    }

    @Actor
    public void reader(I_Result r) {
        r.r1 = ready.tryReceive() instanceof Received.Closed ? limit : -1;
    }
}
