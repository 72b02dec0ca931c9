package io.github.goloom.pipe;

import java.util.concurrent.ExecutionException;

/**
 * The failure of a pipeline: a function, a source or a collector has thrown an exception, which is the cause. The
 * message tells the stage and the element. Other failures, which happened at the same time, are suppressed exceptions.
 */
public final class StageException extends ExecutionException {
    private static final long serialVersionUID = 1;

    /** The name of the stage. */
    private final String stage;

    /** The number of the element; 0 if there is none. */
    private final long element;

    StageException(Title title, long element, Throwable cause) {
        super(message(title, element, cause), cause);
        stage = title.name();
        this.element = element;
    }

    /** Makes one for a further caller. */
    private StageException(StageException first) {
        super(first.getMessage(), first.getCause());
        stage = first.stage;
        element = first.element;
    }

    private static String message(Title title, long element, Throwable cause) {
        String which = element == 0 ? "" : ", element " + element;
        return "stage " + title.place() + ", " + title + which + ": " + cause;
    }

    /** {@return the exception for what the {@code await} of a group has thrown} */
    static ExecutionException of(ExecutionException thrown) {
        if (!(thrown.getCause() instanceof StageException failure)) {
            return thrown;
        }
        StageException result = new StageException(failure);
        for (Throwable other : thrown.getSuppressed()) {
            result.addSuppressed(other);
        }
        return result;
    }

    /**
     * {@return the name of the stage} It is the one given by {@link Stage#named}, or else that of the method that made
     * the stage.
     */
    public String stage() {
        return stage;
    }

    /**
     * {@return the number of the element among those that entered the stage, from 1 on; 0 if the failure belongs to no
     * element} For a source, it is the number of the element that was to be produced.
     */
    public long element() {
        return element;
    }
}
