/** What an example reads and writes: its two outputs, and names that are bytes. */
@NullMarked
package io.github.goloom.examples.console;

import org.jspecify.annotations.NullMarked;
