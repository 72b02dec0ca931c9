package io.github.goloom.jmh;

import java.time.Duration;

/** The rows of pipelines. */
public final class PipeLoads {
    static final int MANY = 1_000;

    private static final int CAPACITY = 64;
    private static final long CACHED = 127;
    private static final Duration LINGER = Duration.ofMillis(10);

    private interface Run {
        void into(Check check) throws Exception;
    }

    private PipeLoads() {}

    /**
     * Returns the load of a row.
     *
     * @param row {@code three_stages}, {@code three_stages_boxed}, {@code three_stages_buffered}, {@code ordered_WORKERS_WORK},
     *     {@code unordered_WORKERS_WORK} or {@code batch_SIZE}
     * @param n how many elements a run passes through
     */
    public static Load.Work named(String row, PipePeer peer, int n) {
        String[] words = row.split("_", -1);
        return switch (words[0]) {
            case "three" -> {
                Cheap cheap = new Cheap(row.endsWith("_boxed") ? -1 : CACHED);
                Run run = row.endsWith("_buffered")
                        ? check -> peer.buffered(n, cheap, CAPACITY, check)
                        : check -> peer.stages(n, cheap, check);
                yield checked(run, staged(n, cheap));
            }
            case "ordered", "unordered" -> {
                int workers = Integer.parseInt(words[1]);
                Toil toil = Toil.named(words[2].equals("delay") ? "sleep" : words[2]);
                yield words[0].equals("ordered")
                        ? checked(check -> peer.ordered(n, workers, toil, check), plain(n, true))
                        : checked(check -> peer.unordered(n, workers, toil, check), plain(n, false));
            }
            case "batch" -> checked(check -> peer.batch(n, Integer.parseInt(words[1]), LINGER, check), plain(n, true));
            default -> throw new IllegalArgumentException("no row " + row);
        };
    }

    /**
     * Three cheap functions. With a mask up to that of the boxes that the JDK keeps, they allocate nothing, so that only the
     * pipeline counts.
     */
    record Cheap(long mask) {
        Long element(long number) {
            return number & mask;
        }

        Long first(Long value) {
            return (value * 31 + 7) & mask;
        }

        boolean second(Long value) {
            return (value & 3) != 0;
        }

        Long third(Long value) {
            return (value ^ value >>> 3) & mask;
        }
    }

    private static Check staged(int n, Cheap cheap) {
        Check check = new Check(false);
        for (long i = 0; i < n; i++) {
            Long value = cheap.first(cheap.element(i));
            if (cheap.second(value)) {
                check.add(cheap.third(value));
            }
        }
        return check;
    }

    private static Check plain(int n, boolean ordered) {
        Check check = new Check(ordered);
        for (long i = 0; i < n; i++) {
            check.add(i);
        }
        return check;
    }

    private static Load.Work checked(Run run, Check expected) {
        return () -> {
            Check check = expected.empty();
            try {
                run.into(check);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("the pipeline failed", e);
            }
            check.expect(expected);
        };
    }
}
