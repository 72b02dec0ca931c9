package io.github.goloom.examples;

import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments of the process as {@linkplain Raw raw} strings.
 *
 * <p>Java decodes the arguments by the locale, and what it cannot decode is lost. Linux shows the bytes: they are the
 * end of {@code /proc/self/cmdline}.
 */
final class RawArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Charset LOCALE = Charset.forName(System.getProperty("native.encoding", "UTF-8"));

    private RawArguments() {}

    static String[] of(String[] decoded) {
        if (Arrays.stream(decoded).allMatch(Raw::isAscii)) {
            return decoded;
        }
        try {
            return of(decoded, Files.readString(COMMAND_LINE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return encoded(decoded);
        }
    }

    /** The end of the command line, unless it is another one. */
    static String[] of(String[] decoded, String commandLine) {
        String[] words = commandLine.split("\0", -1);
        int end = words.length - 1; // a NUL is behind the last one as well
        if (end < decoded.length) {
            return encoded(decoded);
        }
        String[] last = Arrays.copyOfRange(words, end - decoded.length, end);
        boolean same = Arrays.equals(
                decoded, Arrays.stream(last).map(RawArguments::decode).toArray());
        return same ? last : encoded(decoded);
    }

    private static String[] encoded(String[] decoded) {
        return Arrays.stream(decoded).map(Raw::ofText).toArray(String[]::new);
    }

    private static String decode(String raw) {
        return new String(Raw.bytes(raw), LOCALE);
    }
}
