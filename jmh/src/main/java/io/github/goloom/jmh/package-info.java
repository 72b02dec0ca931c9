/**
 * Benchmarks: goloom, the JDK's queues and jox under the same load, in the same run. {@link Peer} names who is
 * measured, {@link Port} is all that a load knows of them.
 *
 * <p>Everything (less than 20 minutes; the machine should do nothing else): {@code java -jar jmh/target/benchmarks.jar
 * -prof gc}
 *
 * <p>The same workloads beside Go and Kotlin, as one table: {@code jmh/compare}.
 */
package io.github.goloom.jmh;
