/** Timers and tickers that are channels. */
package io.github.goloom.time;
