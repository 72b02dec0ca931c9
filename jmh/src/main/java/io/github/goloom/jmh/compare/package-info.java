/**
 * Holds goloom against other implementations: {@code jmh/compare}. The workloads are those of the benchmarks, and of
 * the programs in Go and Kotlin beside them. Nothing but {@link io.github.goloom.jmh.compare.Compare} is of use from
 * outside.
 */
@NullMarked
package io.github.goloom.jmh.compare;

import org.jspecify.annotations.NullMarked;
