package io.github.goloom.examples.service;

/**
 * An order. The client makes its id, so that it can ask again after a lost reply without ordering twice.
 *
 * @param id the id
 * @param customer who orders
 * @param product what
 * @param quantity how many
 */
record Order(String id, int customer, int product, int quantity) {}
