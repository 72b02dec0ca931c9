package io.github.goloom.examples.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The text whose words are counted, which may be read several times.
 *
 * @param lines how many lines it has
 * @param opener opens it
 */
record Text(long lines, Opener opener) {
    private static final int WORDS_IN_A_LINE = 12;
    private static final List<String> SYLLABLES =
            List.of("go", "lo", "om", "cha", "nel", "se", "lect", "ro", "uti", "ne");
    private static final int WORDS = SYLLABLES.size() * SYLLABLES.size() * SYLLABLES.size();

    /** Opens a text. */
    @FunctionalInterface
    interface Opener {
        /** {@return the lines, to be closed} */
        Stream<String> open() throws IOException;
    }

    /** {@return a text that is made while it is read} Some words are in it often, and most are rare. */
    static Text made(long lines) {
        return new Text(lines, () -> LongStream.range(0, lines).mapToObj(Text::line));
    }

    private static String line(long number) {
        SplittableRandom random = new SplittableRandom(number);
        return random.doubles(WORDS_IN_A_LINE)
                .mapToObj(each -> word((int) (WORDS * each * each * each)))
                .collect(Collectors.joining(" "));
    }

    private static String word(int number) {
        int base = SYLLABLES.size();
        return SYLLABLES.get(number % base) + SYLLABLES.get(number / base % base) + SYLLABLES.get(number / base / base);
    }

    /** {@return the text of a file in UTF-8; what is not is replaced} */
    static Text of(Path file) throws IOException {
        Opener opener = () -> lines(file);
        try (Stream<String> lines = opener.open()) {
            return new Text(lines.count(), opener);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Stream<String> lines(Path file) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
        return reader.lines().onClose(() -> {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
