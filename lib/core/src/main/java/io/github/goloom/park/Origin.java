package io.github.goloom.park;

import org.jspecify.annotations.Nullable;

/** The body of a goroutine that was registered earlier, with what it inherits from there. */
public interface Origin {
    /** {@return the result of {@link Watcher#origin()}; null if nothing watched} */
    @Nullable
    Object origin();
}
