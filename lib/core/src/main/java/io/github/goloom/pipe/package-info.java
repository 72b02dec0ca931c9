/**
 * Pipelines of goroutines, broadcasts, and bridges between channels and what else a Java program waits for.
 *
 * <ul>
 *   <li>A {@link Pipeline} works on a sequence of elements in {@linkplain Stage stages}, several elements at a time
 *       where that is asked for. A {@link StageException} tells which stage failed at which element.
 *   <li>A {@link Broadcast} sends each value to all its subscribers, each of which has a {@link Subscription}.
 *   <li>{@link Replicas} asks several replicas and takes the first result.
 *   <li>{@link Chans} makes channels of futures, threads, processes and publishers, so that a {@code select} can wait
 *       for them, and publishers of channels. An {@link Inflow} is the channel of a publisher.
 * </ul>
 *
 * {@snippet :
 * try (Pipeline pipeline = Pipeline.withContext(ctx)) {
 *     pipeline.from(urls)
 *             .mapOrdered(8, url -> fetch(pipeline.context(), url))
 *             .batch(100, Duration.ofMillis(50))
 *             .forEach(pages -> System.out.println(pages.size()));
 * }
 * }
 *
 * <p>Methods that wait follow the {@linkplain io.github.goloom.chan##waiting contract of waiting}.
 *
 * @see <a href="https://go.dev/blog/pipelines">Go: pipelines and cancellation</a>
 */
package io.github.goloom.pipe;
