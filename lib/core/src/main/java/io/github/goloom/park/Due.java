package io.github.goloom.park;

/**
 * Something that ends at a time of the library's clock: a context of the library, whose deadline an application knows
 * only by the system's clock.
 */
public interface Due {
    /** {@return the time by {@link Clock#now()}; {@link Clock#FOREVER} if there is none} */
    long due();
}
