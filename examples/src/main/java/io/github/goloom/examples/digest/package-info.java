/**
 * The SHA-256 of every file of a tree, after Go's article "Pipelines and cancellation".
 *
 * <p>{@link io.github.goloom.examples.digest.Pipeline} holds all goroutines and all channels: read it first.
 *
 * @see <a href="https://go.dev/blog/pipelines">Go Concurrency Patterns: Pipelines and cancellation</a>
 */
@NullMarked
package io.github.goloom.examples.digest;

import org.jspecify.annotations.NullMarked;
