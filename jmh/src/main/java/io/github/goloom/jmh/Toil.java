package io.github.goloom.jmh;

/** What a stage of a pipeline does with an element, which it returns. */
@FunctionalInterface
interface Toil {
    /** Works on an element. */
    Long on(Long element) throws InterruptedException;

    /** {@return the work that a row names: {@code 1us} or {@code 100us} of computing, or a {@code sleep} of a millisecond} */
    static Toil named(String name) {
        return switch (name) {
            case "1us" -> computing(1);
            case "100us" -> computing(100);
            case "sleep" ->
                element -> {
                    Thread.sleep(1);
                    return element;
                };
            default -> throw new IllegalArgumentException("no work " + name);
        };
    }

    private static Toil computing(int micros) {
        int rounds = Math.multiplyExact(Xorshift.perMicro(), micros);
        return element -> {
            if (Xorshift.spin(element, rounds) == 0) {
                throw new IllegalStateException("a xorshift of what is not 0 is never 0");
            }
            return element;
        };
    }
}
