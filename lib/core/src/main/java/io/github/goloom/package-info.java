/** Goroutines, and the one value of a channel that only signals. */
package io.github.goloom;
