package io.github.goloom.explorer;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The static fields of instrumented classes that are not final: before each schedule they are as they were at first.
 */
final class Statics {
    /** What they do by real time, which no schedule has, is off. */
    private static final Set<String> TIMED =
            Set.of("io.github.goloom.park.Canary", "io.github.goloom.park.AlarmThread");

    private final Map<Field, @Nullable Object> atFirst = new LinkedHashMap<>();

    void remember(Class<?> type) {
        try {
            if (TIMED.contains(type.getName())) {
                Method off = type.getDeclaredMethod("off");
                off.setAccessible(true);
                off.invoke(null);
            }
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
                    field.setAccessible(true);
                    atFirst.put(field, field.get(null));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no access to the static fields of " + type, e);
        }
    }

    void restore() {
        atFirst.forEach((field, value) -> {
            try {
                field.set(null, value);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("no access to " + field, e);
            }
        });
    }
}
