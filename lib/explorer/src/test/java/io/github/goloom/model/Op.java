package io.github.goloom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One operation of a goroutine. Everything but close and size is a select in disguise: a send is one of a single case,
 * a try-operation has an otherwise.
 *
 * <p>As text: {@code s0=7} sends 7 on channel 0, {@code r0} receives; {@code S0=7} and {@code R0} only try; {@code c0}
 * closes, {@code z0} asks for the size; {@code [s0=7,r1]} selects, {@code [r1,d]} with otherwise, {@code <s0=7,r1>} in
 * order.
 */
public record Op(Kind kind, boolean otherwise, List<Comm> comms) {
    public enum Kind {
        ONE,
        SELECT,
        IN_ORDER,
        CLOSE,
        SIZE
    }

    /** A communication: a send of a value, or a receive, whose value is 0. */
    public record Comm(boolean send, int chan, int value) {
        static Comm parse(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Comm(false, Integer.parseInt(text.substring(1)), 0)
                    : new Comm(
                            true,
                            Integer.parseInt(text.substring(1, equals)),
                            Integer.parseInt(text.substring(equals + 1)));
        }

        @Override
        public String toString() {
            return send ? "s" + chan + "=" + value : "r" + chan;
        }
    }

    public boolean isSelect() {
        return kind == Kind.SELECT || kind == Kind.IN_ORDER;
    }

    /** The channel of an operation that has just one. */
    public int chan() {
        return comms.getFirst().chan();
    }

    static Op parse(String text) {
        return switch (text.charAt(0)) {
            case '[' -> parseSelect(Kind.SELECT, text);
            case '<' -> parseSelect(Kind.IN_ORDER, text);
            case 'c' -> new Op(Kind.CLOSE, false, List.of(Comm.parse(text)));
            case 'z' -> new Op(Kind.SIZE, false, List.of(Comm.parse(text)));
            default -> new Op(Kind.ONE, Character.isUpperCase(text.charAt(0)), List.of(Comm.parse(text)));
        };
    }

    private static Op parseSelect(Kind kind, String text) {
        List<Comm> comms = new ArrayList<>();
        boolean otherwise = false;
        for (String each : text.substring(1, text.length() - 1).split(",", -1)) {
            if (each.equals("d")) {
                otherwise = true;
            } else if (!each.isEmpty()) {
                comms.add(Comm.parse(each));
            }
        }
        return new Op(kind, otherwise, List.copyOf(comms));
    }

    @Override
    public String toString() {
        return switch (kind) {
            case CLOSE -> "c" + chan();
            case SIZE -> "z" + chan();
            case ONE ->
                otherwise ? comms.getFirst().toString().replace('s', 'S').replace('r', 'R') : one();
            case SELECT -> "[" + cases() + "]";
            case IN_ORDER -> "<" + cases() + ">";
        };
    }

    private String one() {
        return comms.getFirst().toString();
    }

    private String cases() {
        Stream<String> texts = comms.stream().map(Comm::toString);
        return Stream.concat(texts, otherwise ? Stream.of("d") : Stream.empty()).collect(Collectors.joining(","));
    }
}
