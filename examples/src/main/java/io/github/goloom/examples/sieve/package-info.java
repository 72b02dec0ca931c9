/** The concurrent prime sieve. */
@NullMarked
package io.github.goloom.examples.sieve;

import org.jspecify.annotations.NullMarked;
