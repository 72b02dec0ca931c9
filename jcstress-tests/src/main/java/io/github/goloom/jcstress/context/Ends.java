package io.github.goloom.jcstress.context;

import io.github.goloom.chan.Received;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextException;
import io.github.goloom.context.DeadlineExceededException;
import io.github.goloom.jcstress.Ops;

/** What a context says of its end, in a word. */
final class Ends {
    private Ends() {}

    /** Waits for the end: {@link Ops#CLOSED} or {@link Ops#STUCK}. */
    static String await(Context ctx) {
        return Ops.call(() -> ctx.done().tryReceive(Ops.LIMIT) instanceof Received.Closed ? Ops.CLOSED : Ops.STUCK);
    }

    /** Looks at the done channel: {@link Ops#CLOSED} or {@link Ops#EMPTY}. */
    static String look(Context ctx) {
        return ctx.done().tryReceive() instanceof Received.Closed ? Ops.CLOSED : Ops.EMPTY;
    }

    /** {@return the error in a word; {@link Ops#OPEN} if there is none} */
    static String err(Context ctx) {
        ContextException err = ctx.err();
        if (err == null) {
            return Ops.OPEN;
        }
        return err instanceof DeadlineExceededException ? Ops.EXCEEDED : Ops.CANCELLED;
    }

    /** {@return the message of the cause; {@link Ops#OPEN} if there is none} */
    static String cause(Context ctx) {
        Throwable cause = ctx.cause();
        return cause == null ? Ops.OPEN : cause.getMessage();
    }
}
