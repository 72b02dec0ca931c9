/** A word count over several JVMs: pipelines with the queues of a broker between them. */
@NullMarked
package io.github.goloom.examples.cluster;

import org.jspecify.annotations.NullMarked;
