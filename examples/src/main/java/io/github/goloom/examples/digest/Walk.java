package io.github.goloom.examples.digest;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.examples.console.Console;
import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The regular files of some trees, one at a time, in the order of the bytes of their paths: what
 * {@code find DIR... -type f | LC_ALL=C sort} prints, but with few paths in memory. Symbolic links are not followed.
 *
 * <p>A queue holds what is still to come: files, and <i>rests</i>, "the names of this directory from this one on". The
 * smallest path comes next. A rest is replaced by its first names and, if there was no room for all of them, by a
 * smaller rest. No path in a rest comes before the path of the rest, so the order holds, even where the trees overlap.
 *
 * <p>Names are <i>marked</i>: that of a directory ends with a slash. So marked names sort as the paths of the files
 * below them do: {@code a-b} comes before {@code a/b}.
 *
 * <p>Each reading of a directory may take half of the room that is left, so that a big directory inside big directories
 * finds some. The queue holds at most the room, and {@link #LEAST} names for each level of the tree; a directory of a
 * million names is read many times instead.
 */
final class Walk {
    private static final int ROOM = 1 << 15;
    private static final int LEAST = 16;

    /** What a walk comes to. */
    sealed interface Found {
        /** {@return its raw path} */
        String path();
    }

    /** What is still to come. */
    sealed interface Pending {
        String path();
    }

    /** A file, to be opened. */
    record File(String path) implements Found, Pending {}

    /** A directory that cannot be read. */
    record Unreadable(String path, String reason) implements Found {}

    /** The names of a directory from that of {@code path} on. */
    record Rest(String directory, String path) implements Pending {}

    private final PriorityQueue<Pending> pending = new PriorityQueue<>(Comparator.comparing(Pending::path));
    private final int room;

    Walk(List<String> roots) {
        this(roots, ROOM);
    }

    Walk(List<String> roots, int room) {
        this.room = room;
        for (String root : roots) {
            String marked = mark(root, Raw.pathOf(root));
            if (marked != null) {
                add(marked);
            }
        }
    }

    /** {@return the next file, or directory that cannot be read; null at the end} */
    @Nullable
    Found next(Cancellation until) {
        while (!pending.isEmpty()) {
            until.throwIfDone();
            switch (pending.remove()) {
                case File file -> {
                    return file;
                }
                case Rest rest -> {
                    try {
                        open(
                                rest.directory(),
                                rest.path().substring(rest.directory().length()));
                    } catch (IOException e) {
                        return new Unreadable(rest.directory(), Console.reason(e));
                    }
                }
            }
        }
        return null;
    }

    private void open(String directory, String from) throws IOException {
        int most = Math.max(LEAST, (room - pending.size()) / 2);
        PriorityQueue<String> names = smallest(directory, from, most + 1);
        if (names.size() > most) {
            pending.add(new Rest(directory, directory + names.remove())); // the greatest one
        }
        names.forEach(name -> add(directory + name));
    }

    private void add(String marked) {
        pending.add(marked.endsWith("/") ? new Rest(marked, marked) : new File(marked));
    }

    /** {@return how many files and rests are in memory} */
    int size() {
        return pending.size();
    }

    /** {@return the smallest marked names of a directory, greatest first: at most so many, none before {@code from}} */
    private static PriorityQueue<String> smallest(String directory, String from, int most) throws IOException {
        PriorityQueue<String> smallest = new PriorityQueue<>(Comparator.reverseOrder());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Raw.pathOf(directory))) {
            for (Path entry : entries) {
                String name = Raw.nameOf(entry);
                boolean isBefore = (name + "/").compareTo(from) < 0;
                boolean isBehind = smallest.size() == most && name.compareTo(smallest.element()) > 0;
                if (isBefore || isBehind) {
                    continue; // marked or not, so the file system need not be asked what it is
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

    /** {@return the name, marked; null if it is neither a file nor a directory, but a symbolic link, say} */
    private static @Nullable String mark(String name, Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                return name.endsWith("/") ? name : name + "/";
            }
            return attributes.isRegularFile() ? name : null;
        } catch (IOException e) {
            return name; // the digester that opens it will see why
        }
    }
}
