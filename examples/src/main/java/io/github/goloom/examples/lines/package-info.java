/** A log that is bigger than the memory, in a pipeline. */
@NullMarked
package io.github.goloom.examples.lines;

import org.jspecify.annotations.NullMarked;
