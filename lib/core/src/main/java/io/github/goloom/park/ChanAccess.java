package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * What the packages above the channels need of them, and users must not see. The nil channel implements it, since every package can
 * have that one: {@code ChanAccess.of(Chan.nil())}. The type is in a package that is not exported, so no user can cast to it.
 *
 * @param <C> the type of what ends a wait from outside
 */
public interface ChanAccess<C> {
    /** {@return the access that the nil channel is} */
    @SuppressWarnings("unchecked")
    static <C> ChanAccess<C> of(Object nilChan) {
        return (ChanAccess<C>) nilChan;
    }

    /** {@return a new done channel} */
    DoneTrigger newDone();

    /** {@return the new channel of a timer that does not run} */
    TimerControl newTimer();

    /**
     * The entry of an operation that may wait: looks at the cancellation first, so that one that is done leaves the interrupt status as it is.
     *
     * @throws InterruptedException if the current thread is interrupted
     * @throws RuntimeException the error of the cancellation, if that is done
     */
    void enter(@Nullable C until) throws InterruptedException;

    /** {@return a waiter for the current thread, which brings the value and whose wait the cancellation ends} */
    Waiter waiter(@Nullable Object value, @Nullable C until);

    /**
     * The end of an operation that has waited.
     *
     * @return the node that was served; null if the time ran out
     * @throws InterruptedException if the current thread was interrupted
     * @throws RuntimeException the error of the cancellation, if that has ended the wait
     */
    @Nullable
    Node served(Outcome outcome, @Nullable C until) throws InterruptedException;

    /** {@return the error of a cancellation that is done; an {@link IllegalStateException} if it has none} */
    RuntimeException errorOf(C until);
}
