package io.github.goloom.examples.service;

import java.time.Duration;
import java.util.concurrent.Executor;

/** What the service does, behind HTTP. There is one with goloom, and for comparison one without. */
interface Shop {
    /** {@return what runs each request, in a virtual thread of its own} */
    Executor executor();

    /** {@return whether a request may come in; false if the shop is full, or closing} */
    boolean tryEnter();

    /** A request that came in goes out. */
    void leave();

    /** {@return how many requests are inside} */
    int inside();

    /** The five best sold products. */
    String bestsellers(Request request) throws Exception;

    /** A customer, with what was ordered. */
    String customer(Request request, int customer) throws Exception;

    /** A report, which is slow. */
    String report(Request request, int rows) throws Exception;

    /** Takes an order. {@return whether it is new} */
    boolean order(Request request, Order order) throws Exception;

    /** Makes an account. {@return whether it is new} */
    boolean register(Request request, String name, String password) throws Exception;

    /** {@return how many rows a table has} */
    long count(String table) throws Exception;

    /**
     * Lets nobody in any more, and waits until all requests have gone out.
     *
     * @return false if some were cut short at the end of the grace
     */
    boolean drain(Duration grace) throws InterruptedException;

    /** Closes the database. All requests must have gone out. */
    void close() throws Exception;
}
