package io.github.goloom.examples;

/** An argument of an example is wrong. The message is what the user is told, in one line. */
public final class WrongArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private WrongArgumentException(String message) {
        super(message);
    }

    /**
     * Checks an argument.
     *
     * @param right whether it may have its value
     * @param otherwise what the user is told if not: {@code "--count must be 1 or more, not 0"}
     */
    public static void unless(boolean right, String otherwise) {
        if (!right) {
            throw new WrongArgumentException(otherwise);
        }
    }
}
