package io.github.goloom.explorer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schedules in writing: {@code 1x12 2 ?1} is twelve steps of the first goroutine, one of the second, and a random
 * number that was 1; 0 is the clock.
 */
final class Schedules {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern PART = Pattern.compile("(?<drawn>\\?)?(?<number>\\d{1,9})(x(?<times>\\d{1,5}))?");

    private Schedules() {}

    static String print(List<Integer> decisions) {
        StringBuilder text = new StringBuilder();
        for (int i = 0, end; i < decisions.size(); i = end) {
            int decision = decisions.get(i);
            for (end = i + 1; end < decisions.size() && decisions.get(end) == decision; end++) {}
            text.append(i == 0 ? "" : " ").append(decision < 0 ? "?" + ~decision : decision);
            text.append(end - i == 1 ? "" : "x" + (end - i));
        }
        return text.toString();
    }

    static List<Integer> parse(String text) {
        List<Integer> decisions = new ArrayList<>();
        for (String part : SPACE.split(text.strip(), -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a part of a schedule: \"" + part + '"');
            }
            int number = Integer.parseInt(matcher.group("number"));
            int times = matcher.group("times") == null ? 1 : Integer.parseInt(matcher.group("times"));
            int decision = matcher.group("drawn") == null ? number : ~number;
            decisions.addAll(Collections.nCopies(times, decision));
        }
        return decisions;
    }
}
