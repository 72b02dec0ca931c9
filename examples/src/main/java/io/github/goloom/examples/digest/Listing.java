package io.github.goloom.examples.digest;

import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The names in a directory, a few at a time.
 *
 * <p>Names are <i>marked</i>: a directory's ends with a slash. So marked names sort as the paths of the files below them do:
 * {@code a-b} comes before {@code a/b}.
 */
final class Listing {
    private Listing() {}

    /**
     * The smallest marked names of the directory, greatest first.
     *
     * @param from no name before this
     * @param most no more names than this; the memory that it takes
     */
    static PriorityQueue<String> smallest(String directory, String from, int most) throws IOException {
        PriorityQueue<String> smallest = new PriorityQueue<>(Comparator.reverseOrder());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Raw.pathOf(directory))) {
            for (Path entry : entries) {
                String name = Raw.nameOf(entry);
                if (isOutside(name, from, smallest, most)) {
                    continue;
                }
                String marked = mark(name, entry);
                if (marked != null && marked.compareTo(from) >= 0) {
                    smallest.add(marked);
                }
                if (smallest.size() > most) {
                    smallest.remove();
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return smallest;
    }

    /** Whether the name does not count, marked or not: this saves asking the file system what it is. */
    private static boolean isOutside(String name, String from, PriorityQueue<String> smallest, int most) {
        boolean isBefore = (name + "/").compareTo(from) < 0;
        boolean isBehind = smallest.size() == most && name.compareTo(smallest.element()) > 0;
        return isBefore || isBehind;
    }

    /** {@return the name, marked; null if it is neither a file nor a directory, but a symbolic link, say} */
    static @Nullable String mark(String name, Path path) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return name; // who opens it will see why
        }
        if (attributes.isDirectory()) {
            return name.endsWith("/") ? name : name + "/";
        }
        return attributes.isRegularFile() ? name : null;
    }
}
