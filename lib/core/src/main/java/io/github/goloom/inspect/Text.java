package io.github.goloom.inspect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Texts of bounded length. */
final class Text {
    private static final int LONGEST = 200;

    private Text() {}

    /** {@return the text of an object, cut to a bounded length; null for null, and a substitute if it has none} */
    static @Nullable String of(@Nullable Object object) {
        if (object == null) {
            return null;
        } else if (object instanceof Class<?>) {
            return ""; // a sleep
        }
        String text;
        try {
            text = object.toString();
        } catch (Throwable e) { // foreign code
            text = Seen.identity(object);
        }
        return cut(text);
    }

    static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    /** {@return a time with a unit, such as "12 s"} */
    static String time(long nanos) {
        Duration length = Duration.ofNanos(nanos);
        if (length.toHours() > 0) {
            return length.toHours() + " h " + length.toMinutesPart() + " min";
        } else if (length.toMinutes() > 0) {
            return length.toMinutes() + " min " + length.toSecondsPart() + " s";
        } else if (length.toSeconds() > 0) {
            return length.toSeconds() + " s";
        }
        return length.toMillis() + " ms";
    }

    /** {@return what names a goroutine, such as {@code "producer" #42}; its number alone if its name is empty} */
    static String label(String name, long id) {
        return (name.isEmpty() ? "" : '"' + cut(name) + "\" ") + "#" + id;
    }

    /** {@return the number with the noun, in the plural unless it is one} */
    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
