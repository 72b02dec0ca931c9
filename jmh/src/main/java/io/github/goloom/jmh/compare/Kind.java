package io.github.goloom.jmh.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is compared: the table that comes out, and its rows. */
enum Kind {
    /** How long one element takes under load. */
    GRID {
        @Override
        List<Row> rows() {
            return List.of(
                    new Row("spsc_0", 500_000, 100_000),
                    new Row("spsc_1", 500_000, 100_000),
                    new Row("spsc_16", 1_000_000, 200_000),
                    new Row("spsc_128", 1_000_000, 200_000),
                    new Row("spsc_1024", 1_000_000, 200_000),
                    new Row("pingpong", 200_000, 50_000),
                    new Row("mpmc_4x4_0", 400_000, 100_000),
                    new Row("mpmc_4x4_64", 400_000, 100_000),
                    new Row("mpmc_100x100_0", 400_000, 100_000),
                    new Row("mpmc_100x100_64", 400_000, 100_000),
                    new Row("mpmc_1000x1000_0", 400_000, 100_000),
                    new Row("mpmc_1000x1_16", 400_000, 100_000),
                    new Row("select4_0", 400_000, 100_000),
                    new Row("select4_64", 400_000, 100_000),
                    new Row("chain_1000_hop", 400_000, 200_000),
                    new Row("chain_10000_hop", 400_000, 200_000),
                    new Row("uncontended_64", 10_000_000, 2_000_000),
                    new Row("select_default_empty", 20_000_000, 5_000_000),
                    new Row("sieve_1000_total", 1, 1));
        }
    },

    /** How late something comes in an idle program. */
    LATENCY {
        @Override
        List<Row> rows() {
            return List.of(
                    new Row("handoff", 2_000, 500, 1, 1),
                    new Row("timer_1ms", 500, 200, 1, 1),
                    new Row("timer_10ms", 100, 40, 1, 1),
                    new Row("close_10000", 1, 1, 10, 5),
                    new Row("close_10000_total", 1, 1, 20, 10),
                    new Row("select_64", 2_000, 500, 1, 1));
        }
    },

    /** What one operation costs as the number of things grows. */
    SCALING {
        @Override
        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            for (String family : List.of("channels", "waiters", "timers")) {
                for (int size = 10; size <= 1_000_000; size *= 10) {
                    boolean largest = size == 1_000_000;
                    rows.add(new Row(family + "_" + size, 500_000, 100_000, largest ? 1 : 3, largest ? 1 : 2));
                }
            }
            for (int size = 4; size <= 1_024; size *= 4) {
                rows.add(new Row("cases_" + size, 20_000, 4_000, 3, 2));
            }
            return rows;
        }
    },

    /** How many elements a pipeline passes through, and the memory that it takes. */
    PIPELINES {
        @Override
        List<Row> rows() {
            return List.of(
                    new Row("three_stages", 10_000_000, 2_000_000, 5, 3),
                    new Row("three_stages_boxed", 10_000_000, 2_000_000, 5, 3),
                    new Row("three_stages_buffered", 10_000_000, 1_000_000, 3, 2),
                    new Row("ordered_8_1us", 1_000_000, 200_000, 3, 2),
                    new Row("unordered_8_1us", 1_000_000, 200_000, 3, 2),
                    new Row("ordered_8_100us", 20_000, 4_000, 3, 2),
                    new Row("unordered_8_100us", 20_000, 4_000, 3, 2),
                    new Row("ordered_1000_sleep", 100_000, 20_000, 3, 2),
                    new Row("unordered_1000_sleep", 100_000, 20_000, 3, 2),
                    new Row("unordered_1000_delay", 100_000, 20_000, 3, 2),
                    new Row("batch_100", 5_000_000, 1_000_000, 3, 2));
        }
    };

    abstract List<Row> rows();

    /** {@return the name of the files of the report, without the extension} */
    String file() {
        return this == PIPELINES ? "throughput" : name().toLowerCase(Locale.ROOT); // docs/pipelines.md is a page
    }

    /** {@return the names of the peers that have such rows, in the order of the columns} */
    List<String> peers() {
        return switch (this) {
            case GRID -> List.of("goloom", "go", "kotlin", "jox", "jdk");
            case LATENCY, SCALING -> List.of("goloom", "go", "jdk");
            case PIPELINES -> List.of("goloom", "kotlin", "stream", "parallel");
        };
    }
}
