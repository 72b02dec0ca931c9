package io.github.goloom.park;

/** Switches the canary off, which starts threads of its own. */
public final class NoCanary {
    private NoCanary() {}

    /** Switches it off, until the JVM ends. */
    public static void off() {
        Canary.off();
    }
}
