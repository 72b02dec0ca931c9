package io.github.goloom.testing;

/**
 * A method that calls itself, down to the depth at which an operation runs: so many frames above the end of the stack.
 */
public final class Diver {
    private static final int PADS = 5;

    private final Attempt operation;
    private int left;
    private boolean overflowed;

    /** What a program tries to do; most of the time it fails. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Exception;
    }

    private Diver(Attempt operation) {
        this.operation = operation;
    }

    /** Runs the operation in a new thread. {@return whether the stack overflowed in it} */
    public static boolean overflows(boolean virtual, int depth, Attempt operation) throws InterruptedException {
        Diver diver = new Diver(operation);
        Thread thread = virtual
                ? Thread.ofVirtual().unstarted(() -> diver.run(depth))
                : new Thread(null, () -> diver.run(depth), "diver", 256 << 10);
        thread.start();
        thread.join();
        return diver.overflowed;
    }

    private void run(int depth) {
        pad(depth % PADS, measure(depth % PADS) - depth / PADS);
    }

    /** How deep it goes, with so many frames of another size above. */
    private int measure(int pads) {
        int deepest = Integer.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            try {
                pad(pads, Integer.MAX_VALUE);
            } catch (StackOverflowError e) {
                deepest = Integer.MAX_VALUE - left;
            }
        }
        return deepest;
    }

    private void pad(int pads, long depth) {
        if (pads > 0) {
            pad(pads - 1, depth);
        } else {
            dive((int) depth);
        }
    }

    private void dive(int depth) {
        left = depth;
        if (depth > 0) {
            dive(depth - 1);
            return;
        }
        try {
            operation.run();
        } catch (StackOverflowError e) {
            overflowed = true;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
