package io.github.goloom.context;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.chan.Chan;
import io.github.goloom.park.ChanAccess;
import io.github.goloom.park.Clock;
import io.github.goloom.park.Due;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A context of the library. Methods that go up the tree use loops, since a chain of contexts may have any length. */
abstract sealed class OwnContext implements Context, Due permits EndlessContext, CancelContext, ValueContext {
    static final ChanAccess<Cancellation> CHANS = ChanAccess.of(Chan.nil());

    /** {@return the context from which values are inherited; null for a root} */
    abstract @Nullable Context parent();

    /** {@return the text that this context adds to that of its parent} */
    abstract String suffix();

    /** {@return the deadline of any context by {@link Clock#now()}; {@link Clock#FOREVER} if there is none} */
    static long dueOf(Context context) {
        return context instanceof OwnContext own
                ? own.due()
                : context.deadline().map(Clock::due).orElse(Clock.FOREVER);
    }

    @Override
    @SuppressWarnings("unchecked")
    public final <V> @Nullable V value(ContextKey<V> key) {
        Context found = climb(this, Objects.requireNonNull(key, "key"));
        return found instanceof ValueContext layer ? (V) layer.value : found == null ? null : found.value(key);
    }

    /** {@return the first context, from one upwards, that has the key or is no {@code OwnContext}; null if none is} */
    static @Nullable Context climb(Context from, ContextKey<?> key) {
        Context context = from;
        while (context instanceof OwnContext own && !(own instanceof ValueContext layer && layer.key == key)) {
            context = own.parent();
        }
        return context;
    }

    @Override
    public final String toString() {
        return ContextText.of(this);
    }
}
