package io.github.goloom.examples.service;

import java.time.Duration;

/**
 * What can be set.
 *
 * @param port the port; 0 for any that is free
 * @param database the file of the database, without its ending
 * @param connections how many connections to the database there are
 * @param queue how many requests may be inside, waiting or at work
 * @param rate how many requests a client may make each second
 * @param maxTimeout how long a request may take at most
 * @param plain whether the shop is the one without goloom
 */
record Options(int port, String database, int connections, int queue, int rate, Duration maxTimeout, boolean plain) {}
