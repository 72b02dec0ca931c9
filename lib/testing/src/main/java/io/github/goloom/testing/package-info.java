/**
 * Tests of programs that use goloom.
 *
 * <ul>
 *   <li>{@link io.github.goloom.testing.NoLeaks} makes a test of JUnit fail that leaves a goroutine behind.
 *   <li>{@link io.github.goloom.testing.Leaks} does the same for a piece of code.
 * </ul>
 */
package io.github.goloom.testing;
