package io.github.goloom.model;

/** The words of results. A received value, or a size, is its number. */
public final class Words {
    public static final String OK = "ok";
    public static final String NO = "no";
    public static final String END = "end";
    public static final String OTHERWISE = "d";
    public static final String SEND_ON_CLOSED = "send-on-closed-channel";
    public static final String CLOSE_OF_CLOSED = "close-of-closed-channel";
    public static final String CLOSE_OF_NIL = "close-of-nil-channel";

    private Words() {}

    /** The result of a communication: a select says which one it was, unless it failed. */
    static String of(Op op, int index, String word) {
        return op.isSelect() && !word.equals(SEND_ON_CLOSED) ? index + ":" + word : word;
    }
}
