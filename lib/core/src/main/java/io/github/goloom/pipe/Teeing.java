package io.github.goloom.pipe;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ChanClosedException;

/**
 * Passes each element to a branch, too. The branch runs in a goroutine of its own, to its end, even if a limit after
 * the tee ends the stages before. A branch that ends early gets no further elements.
 */
final class Teeing<T> implements Step<T> {
    private final Title title;
    private final Step<T> source;
    private final Chan<T> copies;
    private final End branch;

    Teeing(Title title, Step<T> source, Chan<T> copies, End branch) {
        this.title = title;
        this.source = source;
        this.copies = copies;
        this.branch = branch;
    }

    @Override
    public void run(Run run, Sink<? super T> out) throws Exception {
        Run whole = run.whole();
        whole.go(title, title.name(), () -> {
            branch.run(whole);
            copies.tryClose();
        });
        run.atCut(copies::tryClose); // for the branch, this is the end
        source.run(run, value -> {
            run.throwIfDone();
            copy(value);
            out.accept(value);
        });
        copies.tryClose();
    }

    private void copy(T value) throws InterruptedException {
        if (!copies.isClosed()) {
            try {
                copies.send(value);
            } catch (ChanClosedException e) {
                // the branch has ended since it was asked
            }
        }
    }
}
