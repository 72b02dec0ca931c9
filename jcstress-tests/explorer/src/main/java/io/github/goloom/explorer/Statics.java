package io.github.goloom.explorer;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The static fields of instrumented classes that are not final: before each schedule they are as they were at first. */
final class Statics {
    /** Works by real time, which no schedule has. */
    private static final String CANARY = "io.github.goloom.park.Canary";

    private final Map<Field, @Nullable Object> atFirst = new LinkedHashMap<>();

    void remember(Class<?> type) {
        try {
            if (type.getName().equals(CANARY)) {
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
