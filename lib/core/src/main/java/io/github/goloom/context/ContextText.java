package io.github.goloom.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The text of a context. As in Go, it shows how the context was derived, beginning with the root. The length is
 * bounded: of a long chain the text shows the contexts that are nearest, and of many merged contexts the first ones.
 */
final class ContextText {
    private static final int MOST = 1_000;
    private static final int MOST_OF_A_VALUE = 100;

    /** The least number of characters for a merged context; with less room it is not shown. */
    private static final int LEAST = 20;

    private static final String MORE = "…";

    private ContextText() {}

    static String of(Context context) {
        return of(context, MOST);
    }

    private static String of(Context context, int room) {
        Deque<String> parts = new ArrayDeque<>();
        int left = room;
        Context at = context;
        while (at instanceof OwnContext own) {
            if (left < 0) {
                parts.push(MORE);
                return String.join("", parts);
            }
            String suffix = own.suffix();
            left -= suffix.length();
            parts.push(suffix);
            Context parent = own.parent();
            if (parent == null) {
                return String.join("", parts);
            }
            at = parent;
        }
        parts.push(at instanceof MergedParents merged ? merged(merged.parents, left) : clip(String.valueOf(at), left));
        return String.join("", parts);
    }

    private static String merged(List<Context> parents, int room) {
        int each = room / parents.size();
        if (each < LEAST) {
            each = LEAST;
        }
        StringBuilder text = new StringBuilder("context.Merge(");
        int shown = 0;
        for (Context parent : parents) {
            if (text.length() + LEAST > room) {
                text.append(MORE).append(parents.size() - shown).append(" more");
                break;
            }
            text.append(shown == 0 ? "" : ", ").append(of(parent, Math.min(each, room - text.length())));
            shown++;
        }
        return text.append(")").toString();
    }

    /** {@return the text, shortened if it is very long} */
    static String clip(String text) {
        return clip(text, MOST_OF_A_VALUE);
    }

    private static String clip(String text, int room) {
        int most = Math.max(room, LEAST);
        return text.length() <= most ? text : text.substring(0, most) + MORE;
    }
}
