package io.github.goloom.scenarios;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.explorer.Scenario;
import io.github.goloom.pipe.Pipeline;

/** Pipelines, whose workers must notice each element although they are woken for few. */
final class Pipelines {
    private Pipelines() {}

    /** Does a worker that is about to wait notice an element, after which no other comes before its result? */
    public static final class OneWorker extends Scenario {
        private final Chan<Integer> requests = Chan.buffered(1);
        private final Chan<Integer> replies = Chan.buffered(2);
        private int replied;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("pipeline", () -> {
                try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                    pipeline.from(requests).map(1, each -> each + 1).forEach(replies::send);
                }
            });
            go.start("client", () -> {
                for (int each = 1; each <= 2; each++) {
                    requests.send(each);
                    replied += replies.receive();
                }
                requests.close();
            });
        }

        @Override
        protected void check() {
            Ops.equal(5, replied, "replies");
        }
    }

    /** Do two elements have a worker each, one that was idle and a new one, or two new ones? */
    public static final class TwoWorkers extends Scenario {
        private final Chan<Integer> requests = Chan.buffered(2);
        private final Chan<Integer> meeting = Chan.unbuffered();
        private int met;

        @Override
        protected void goroutines(Goroutines go) {
            go.start("pipeline", () -> {
                try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                    pipeline.from(requests).forEach(2, this::handle);
                }
            });
            go.start("client", () -> {
                for (int each = 0; each <= 2; each++) {
                    requests.send(each);
                    if (each == 0) {
                        meeting.receive(); // then there is a worker, which may be idle
                    }
                }
                requests.close();
            });
        }

        private void handle(int request) throws InterruptedException {
            if (request < 2) {
                meeting.send(request);
            } else {
                met = meeting.receive();
            }
        }

        @Override
        protected void check() {
            Ops.equal(1, met, "met");
        }
    }
}
