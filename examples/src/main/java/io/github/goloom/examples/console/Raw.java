package io.github.goloom.examples.console;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names as the file system has them: bytes. A <i>raw</i> string holds one byte in each char, as ISO 8859-1 does.
 *
 * <p>Java decodes a file name by the locale, and what it cannot decode is lost. {@link Path#toUri()} keeps every byte.
 * Raw strings also compare as bytes do, which is the order of {@code LC_ALL=C sort}.
 */
public final class Raw {
    private static final HexFormat HEX = HexFormat.of();

    /** Before a relative path: nothing, unless Java could not even decode the name of the working directory. */
    private static final String HERE = Files.exists(Path.of(".")) ? "" : "/proc/self/cwd/";

    private Raw() {}

    /**
     * The bytes of a raw string.
     *
     * @param raw the string
     * @return one byte for each char
     */
    public static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The raw string of a text.
     *
     * @param text any string
     * @return its bytes in UTF-8
     */
    public static String ofText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether a string is the same in every encoding.
     *
     * @param text any string
     * @return whether it has ASCII only
     */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * The last name of a path.
     *
     * @param path the path
     * @return the raw name, without a slash
     */
    public static String nameOf(Path path) {
        String name = path.getFileName().toString();
        return isAscii(name) ? name : lastName(path.toUri().getRawPath());
    }

    private static String lastName(String encoded) {
        int end = encoded.endsWith("/") ? encoded.length() - 1 : encoded.length(); // a directory's ends with a slash
        return decode(encoded.substring(encoded.lastIndexOf('/', end - 1) + 1, end));
    }

    /**
     * The path of a raw string. A slash at the end means what is behind a symbolic link.
     *
     * @param raw the string
     * @return the path with these bytes
     */
    public static Path pathOf(String raw) {
        String exact = (raw.startsWith("/") ? "" : HERE) + raw + (raw.endsWith("/") ? "." : ""); // Path drops a slash
        if (isAscii(exact)) {
            return Path.of(exact);
        }
        Path absolute = Path.of(URI.create("file:///" + encode(exact)));
        return exact.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    private static String encode(String raw) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '/') {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    private static String decode(String encoded) {
        StringBuilder raw = new StringBuilder();
        int at = 0;
        while (at < encoded.length()) {
            if (encoded.charAt(at) == '%') {
                raw.append((char) HexFormat.fromHexDigits(encoded, at + 1, at + 3));
                at += 3;
            } else {
                raw.append(encoded.charAt(at));
                at++;
            }
        }
        return raw.toString();
    }
}
