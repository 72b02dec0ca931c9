/** What goroutines wait for, as the flight recorder tells it. */
@NullMarked
package io.github.goloom.examples.waits;

import org.jspecify.annotations.NullMarked;
