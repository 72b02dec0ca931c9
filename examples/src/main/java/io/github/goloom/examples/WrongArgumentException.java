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

    /**
     * Checks a number.
     *
     * @param option the option or argument that has it
     * @param value the number
     * @param min the least that is allowed
     * @param max the most that is allowed
     */
    public static void unlessIn(String option, int value, int min, int max) {
        unless(value >= min && value <= max, "%s must be from %d to %d, not %d".formatted(option, min, max, value));
    }
}
