package io.github.goloom.inspect;

import io.github.goloom.park.Guarded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread as it was seen at one instant.
 *
 * @param id the identifier of the thread
 * @param name its name, which may be empty
 * @param isVirtual whether it is a virtual thread
 * @param state its state, if that is known
 * @param blocker the class and the identity hash of what it waits for, if that is known
 * @param target what it waits for, if that is known
 * @param stack its frames, the innermost first
 * @param record its record, if it is tracked
 */
record Seen(
        long id,
        String name,
        boolean isVirtual,
        @Nullable String state,
        @Nullable String blocker,
        @Nullable Object target,
        List<String> stack,
        @Nullable Goroutine record) {

    /** {@return the object that an application knows what is waited for as} */
    static Object shown(Object blocker) {
        return blocker instanceof Guarded guarded ? guarded.blocker() : blocker;
    }

    /** {@return the class of an identity} */
    static String typeOf(String identity) {
        int at = identity.indexOf('@');
        return at < 0 ? identity : identity.substring(0, at);
    }

    /** {@return the class and the identity hash of an object, as the JDK's dump shows it} */
    static String identity(Object object) {
        return object.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(object));
    }
}
