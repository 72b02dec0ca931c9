/**
 * A small shop as a real HTTP service, and the load that it is put under. {@link
 * io.github.goloom.examples.service.Front} is where a request comes in, {@link
 * io.github.goloom.examples.service.GoloomShop} where goloom works for it.
 */
@NullMarked
package io.github.goloom.examples.service;

import org.jspecify.annotations.NullMarked;
