/** The patterns of Go's concurrency, one idea a file. */
@NullMarked
package io.github.goloom.examples.patterns;

import org.jspecify.annotations.NullMarked;
