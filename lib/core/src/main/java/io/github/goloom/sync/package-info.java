/** Go's {@code sync} and {@code x/sync}: locks, conditions, groups, a semaphore, a pool, single flights. */
package io.github.goloom.sync;
