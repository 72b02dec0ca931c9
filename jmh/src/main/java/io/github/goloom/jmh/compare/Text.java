package io.github.goloom.jmh.compare;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures and tables as text. */
final class Text {
    /** Stands for a figure that there is not. */
    static final String NONE = "–";

    private static final int EXACT_BELOW = 10;

    private Text() {}

    /** {@return a figure with thousands separated, and with a decimal if it is small} */
    static String figure(double value) {
        return String.format(Locale.ROOT, value < EXACT_BELOW ? "%.1f" : "%,.0f", value);
    }

    /** {@return a figure, if it is one} */
    static String known(double value) {
        return Double.isNaN(value) ? NONE : figure(value);
    }

    /** {@return a number without decimals that are zero} */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : NONE;
    }

    /** {@return a line of a Markdown table} */
    static String line(Collection<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** {@return the head of a Markdown table, of which the first columns have words and the others figures} */
    static String head(int words, Collection<String> cells) {
        return line(cells) + "|" + "---|".repeat(words) + "--:|".repeat(cells.size() - words) + "\n";
    }
}
