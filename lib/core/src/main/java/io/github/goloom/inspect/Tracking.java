package io.github.goloom.inspect;

import java.time.Duration;
import java.util.Objects;

/**
 * What {@link Goroutines#track} tracks. Each part has a price, which {@code docs/observing.md} states.
 *
 * {@snippet :
 * Goroutines.track(Tracking.basic().withSites().withLeaks(Duration.ofSeconds(5)));
 * }
 *
 * <p>The same can be asked for on the command line, before the first goroutine is started:
 * {@code -Dgoloom.track=sites,leaks,locks,every=5s}. The value {@code basic} stands for none of the parts, and
 * {@code all} for all of them.
 *
 * @param sites whether the place of the statement that started a goroutine is noted
 * @param leaks whether goroutines that can never run again are found; see {@link Goroutines#leaks()}
 * @param locks whether the holders of locks, permits and flights are noted; see {@link Goroutines#deadlocks()}
 * @param interval how often the stacks of waiting goroutines are sampled for the leak profile
 */
public record Tracking(boolean sites, boolean leaks, boolean locks, Duration interval) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException if {@code interval} is zero or negative
     * @throws NullPointerException if {@code interval} is null
     */
    public Tracking {
        if (Objects.requireNonNull(interval, "interval").isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval must be positive: " + interval);
        }
    }

    /** {@return the options for a registry alone: which goroutines there are, what they wait for, and since when} */
    public static Tracking basic() {
        return new Tracking(false, false, false, SECOND);
    }

    /** {@return the options for everything, with a sample per second} */
    public static Tracking all() {
        return new Tracking(true, true, true, SECOND);
    }

    /** {@return these options, with start sites} */
    public Tracking withSites() {
        return new Tracking(true, leaks, locks, interval);
    }

    /** {@return these options, with the leak profile and a sample per second} */
    public Tracking withLeaks() {
        return withLeaks(SECOND);
    }

    /**
     * Adds the leak profile.
     *
     * @param every how often the stacks of waiting goroutines are sampled
     * @return these options, with the leak profile
     * @throws IllegalArgumentException if {@code every} is zero or negative
     * @throws NullPointerException if {@code every} is null
     */
    public Tracking withLeaks(Duration every) {
        return new Tracking(sites, true, locks, Objects.requireNonNull(every, "every"));
    }

    /** {@return these options, with the holders of locks} */
    public Tracking withLocks() {
        return new Tracking(sites, leaks, true, interval);
    }

    /**
     * Reads options as they stand on the command line.
     *
     * @param text the options, separated by commas: {@code basic}, {@code sites}, {@code leaks}, {@code locks},
     *     {@code all}, and {@code every=} with a number and the unit {@code ms} or {@code s}
     * @return the options
     * @throws IllegalArgumentException if an option is unknown; the message names it
     * @throws NullPointerException if {@code text} is null
     */
    public static Tracking parse(String text) {
        Tracking options = basic();
        for (String each : Objects.requireNonNull(text, "text").split(",", -1)) {
            String option = each.strip();
            if (option.startsWith("every=")) {
                options = new Tracking(options.sites, options.leaks, options.locks, interval(option));
                continue;
            }
            options = switch (option) {
                case "", "basic", "true" -> options;
                case "sites" -> options.withSites();
                case "leaks" -> options.withLeaks(options.interval);
                case "locks" -> options.withLocks();
                case "all" -> new Tracking(true, true, true, options.interval);
                default -> throw unknown(option);
            };
        }
        return options;
    }

    private static Duration interval(String option) {
        String value = option.substring("every=".length());
        try {
            if (value.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
            } else if (value.endsWith("s")) {
                return Duration.ofSeconds(Long.parseLong(value.substring(0, value.length() - 1)));
            }
        } catch (NumberFormatException e) {
            throw unknown(option);
        }
        throw unknown(option);
    }

    private static IllegalArgumentException unknown(String option) {
        return new IllegalArgumentException("unknown option \"" + Text.cut(option)
                + "\"; there are basic, sites, leaks, locks, all and every=TIME, such as every=500ms");
    }
}
