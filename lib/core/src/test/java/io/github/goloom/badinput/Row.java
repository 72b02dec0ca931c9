package io.github.goloom.badinput;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A wrong call.
 *
 * @param operation the name of the {@link Operation}
 * @param parameter which is wrong; null if it is the state
 * @param type what it throws, exactly
 * @param says what the message has in it: the name of the parameter, or the wrong value
 * @param call what is special about the call
 * @param body does it
 */
record Row(
        String operation,
        String parameter,
        Class<? extends RuntimeException> type,
        String says,
        String call,
        ThrowingCallable body) {
    @Override
    public String toString() {
        return operation + " " + call + " -> " + type.getSimpleName() + " " + says;
    }
}
