package io.github.goloom.park;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A weak registry of the objects that have a name, through which a dump finds what a thread waits for. An object
 * without a name costs nothing here.
 */
public final class Names {
    private static final Set<Reference<?>> ALL = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    private Names() {}

    /** Adds an object. Called last by its constructor. */
    public static void add(Object named) {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            ALL.remove(gone);
        }
        ALL.add(new WeakReference<>(named, GONE));
    }

    /** Calls the action with each object that still exists. */
    public static void forEach(Consumer<Object> action) {
        for (Reference<?> each : ALL) {
            Object named = each.get();
            if (named != null) {
                action.accept(named);
            }
        }
    }
}
