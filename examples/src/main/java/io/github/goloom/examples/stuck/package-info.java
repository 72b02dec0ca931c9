/** A program that hangs, and what the dump tells of it. */
@NullMarked
package io.github.goloom.examples.stuck;

import org.jspecify.annotations.NullMarked;
