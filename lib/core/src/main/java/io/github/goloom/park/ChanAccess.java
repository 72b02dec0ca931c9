package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/**
 * The access of the packages above the channels to parts of them that applications must not see. The nil channel
 * implements this interface, since every package can get that channel: {@code ChanAccess.of(Chan.nil())}. An
 * application cannot cast to this type, because its package is not exported.
 *
 * @param <C> the type of a cancellation
 */
public interface ChanAccess<C> {
    /** {@return the nil channel as this type} */
    @SuppressWarnings("unchecked")
    static <C> ChanAccess<C> of(Object nilChan) {
        return (ChanAccess<C>) nilChan;
    }

    /** {@return a new done channel} */
    DoneTrigger newDone();

    /** {@return the channel of a new timer, which is not running} */
    TimerControl newTimer();

    /**
     * Begins an operation that may wait. The cancellation is checked first, so that one that is done leaves the
     * interrupted status as it is.
     *
     * @throws InterruptedException if the current thread is interrupted
     * @throws RuntimeException the error of the cancellation, if that is done
     */
    void enter(@Nullable C until) throws InterruptedException;

    /**
     * {@return a waiter for the current thread, with the value that it brings and the cancellation that ends its wait}
     */
    Waiter waiter(@Nullable Object value, @Nullable C until);

    /**
     * Ends an operation that has waited.
     *
     * @return the node that was served; null if the timeout ended
     * @throws InterruptedException if the current thread was interrupted
     * @throws RuntimeException the error of the cancellation, if that ended the wait
     */
    @Nullable
    Node served(Outcome outcome, @Nullable C until) throws InterruptedException;

    /** {@return the error of a cancellation that is done; an {@link IllegalStateException} if it has none} */
    RuntimeException errorOf(C until);
}
