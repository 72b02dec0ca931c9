package io.github.goloom.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A few goroutines and the channels that they share.
 *
 * <p>As text: {@code 0,2,n | s0=1 r1 | r0 c1} has an unbuffered channel, one of capacity 2 and a nil one, and two
 * goroutines.
 */
public record Program(List<Integer> capacities, List<List<Op>> goroutines) {
    /** The capacity of the nil channel. */
    public static final int NIL = -1;

    public static Program parse(String text) {
        String[] parts = text.split("\\|", -1);
        List<Integer> capacities = Arrays.stream(parts[0].strip().split(",", -1))
                .map(each -> each.equals("n") ? Integer.valueOf(NIL) : Integer.valueOf(each))
                .toList();
        List<List<Op>> goroutines = Arrays.stream(parts)
                .skip(1)
                .map(each -> Arrays.stream(each.strip().split(" ", -1))
                        .map(Op::parse)
                        .toList())
                .toList();
        return new Program(capacities, goroutines);
    }

    @Override
    public String toString() {
        String chans = capacities.stream()
                .map(each -> each == NIL ? "n" : each.toString())
                .collect(Collectors.joining(","));
        return chans
                + goroutines.stream()
                        .map(ops -> " | " + ops.stream().map(Op::toString).collect(Collectors.joining(" ")))
                        .collect(Collectors.joining());
    }
}
