package io.github.goloom.pipe;

import io.github.goloom.Go;
import io.github.goloom.chan.QuietEnd;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The place of a stage in its pipeline and its name, for goroutines and failures. */
final class Title {
    private final int place;
    private final String operation;
    private @Nullable String name;

    Title(int place, String operation) {
        this.place = place;
        this.operation = operation;
    }

    void rename(String newName) {
        name = newName;
    }

    int place() {
        return place;
    }

    /** {@return the name of the only goroutine of the stage, or the name that all share} */
    String name() {
        return name != null ? name : operation;
    }

    /** {@return the name of one of several goroutines of the stage, such as {@code parse 3/8}} */
    String name(int worker, int workers) {
        return workers == 1 ? name() : name() + " " + worker + "/" + workers;
    }

    /**
     * {@return what to throw after a function of the stage has failed at an element} The echo of the end of the run
     * stays as it is.
     *
     * @param element the number of the element, from 1 on; 0 if it is none
     */
    Exception failure(Run run, long element, Throwable cause) {
        return cause instanceof Exception echo && QuietEnd.is(cause) && run.isDone()
                ? echo
                : new StageException(this, element, cause);
    }

    /** {@return the task, which fails as this stage does} Its functions do, so this is for what else may be thrown. */
    Go.Task failing(Run run, Go.Task task) {
        return () -> {
            try {
                task.run();
            } catch (StageException e) {
                throw e;
            } catch (Throwable e) {
                throw failure(run, 0, e);
            }
        };
    }

    /** {@return the element} */
    static <T> T notNull(@Nullable T element) {
        return Objects.requireNonNull(element, "null was returned, but elements are never null");
    }

    @Override
    public String toString() {
        return name == null ? operation : operation + " \"" + name + '"';
    }
}
