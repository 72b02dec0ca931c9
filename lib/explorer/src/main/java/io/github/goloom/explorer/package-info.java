/**
 * A schedule explorer: runs a few goroutines on one carrier, in every order in which their accesses to shared memory
 * can happen. Begin at {@link io.github.goloom.explorer.Explorer}.
 */
@NullMarked
package io.github.goloom.explorer;

import org.jspecify.annotations.NullMarked;
