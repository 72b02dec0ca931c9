/** The examples, one package each, and {@link io.github.goloom.examples.Main}, which runs them. */
@NullMarked
package io.github.goloom.examples;

import org.jspecify.annotations.NullMarked;
