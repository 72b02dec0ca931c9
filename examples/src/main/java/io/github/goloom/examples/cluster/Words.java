package io.github.goloom.examples.cluster;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts of words, and their form as the text of a message: a line with the word and the count for each. */
final class Words {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    /** {@return how often each word is in a text} */
    static Map<String, Long> count(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    }

    static String format(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Adds the counts of a message. */
    static void add(Map<String, Long> sums, String formatted) {
        formatted.lines().forEach(line -> {
            int space = line.indexOf(' ');
            sums.merge(line.substring(0, space), Long.valueOf(line.substring(space + 1)), Long::sum);
        });
    }
}
