/**
 * Timers and tickers that are channels.
 *
 * <ul>
 *   <li>A {@link io.github.goloom.time.ChanTimer} sends one value on its channel after a delay, or runs a function in a
 *       goroutine of its own.
 *   <li>A {@link io.github.goloom.time.ChanTicker} sends a value in each period.
 * </ul>
 *
 * <p>A timer or ticker to which nothing refers is collected, running or not. One thread serves all of them, and ends
 * when none is running. To limit a single wait, {@link io.github.goloom.chan.Select#after Select.after}, the
 * forms with a {@link java.time.Duration} and contexts with a deadline need no timer.
 *
 * @see <a href="https://pkg.go.dev/time#Timer">Go: time.Timer</a>
 * @see <a href="https://pkg.go.dev/time#Ticker">Go: time.Ticker</a>
 */
package io.github.goloom.time;
