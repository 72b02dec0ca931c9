/** What the examples share: two outputs, a progress bar, names that are bytes, and what to do at Ctrl-C. */
@NullMarked
package io.github.goloom.examples.console;

import org.jspecify.annotations.NullMarked;
