/** Channels, the choice among them, and what ends a wait on them from outside. */
package io.github.goloom.chan;
