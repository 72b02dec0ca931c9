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
     * {@return a channel for a publisher, all of whose places are empty}
     *
     * @param capacity the number of places
     * @param renew called under no lock, by a thread that receives or offers a value, when half of the places are
     *     empty; it should call {@link InflowControl#demand()}
     * @throws IllegalArgumentException if the capacity is less than 1 or above 2<sup>30</sup>
     */
    InflowControl newInflow(int capacity, Runnable renew);

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
