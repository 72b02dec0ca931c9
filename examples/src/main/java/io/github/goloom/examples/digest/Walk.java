package io.github.goloom.examples.digest;

import io.github.goloom.chan.Cancellation;
import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The regular files of some trees, one at a time, in the order of the bytes of their paths: what
 * {@code find DIR... -type f | LC_ALL=C sort} prints, but nothing is kept and sorted. Symbolic links are not followed.
 *
 * <p>A queue holds what is still to come: files, and <i>rests</i>: "the names of this directory from this one on". The
 * smallest comes next. A rest is replaced by its first names and, if there was no room for all, by a smaller rest. No path
 * in a rest comes before the path of the rest, so the order holds, even where the trees overlap.
 *
 * <p>Each reading of a directory may take half of the room that is left, so that a big directory inside big directories
 * finds some. The queue holds at most the room, and {@link #LEAST} names for each level of the tree; a directory of a million
 * names is read many times instead.
 */
final class Walk {
    private static final int ROOM = 1 << 15;
    private static final int LEAST = 16;

    private sealed interface Pending {
        String path();
    }

    private record File(String path) implements Pending {}

    /** The names of a directory from that of {@code path} on; a directory ends with a slash. */
    private record Rest(String directory, String path) implements Pending {
        String from() {
            return path.substring(directory.length());
        }
    }

    private final PriorityQueue<Pending> pending = new PriorityQueue<>(Comparator.comparing(Pending::path));
    private final int room;

    Walk(List<String> roots) {
        this(roots, ROOM);
    }

    Walk(List<String> roots, int room) {
        this.room = room;
        for (String root : roots) {
            String marked = Listing.mark(root, Raw.pathOf(root));
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
                    return new Found.File(file.path());
                }
                case Rest rest -> {
                    try {
                        open(rest);
                    } catch (IOException e) {
                        return new Found.Unreadable(rest.directory(), Reason.of(e));
                    }
                }
            }
        }
        return null;
    }

    private void open(Rest rest) throws IOException {
        int most = Math.max(LEAST, (room - pending.size()) / 2);
        PriorityQueue<String> names = Listing.smallest(rest.directory(), rest.from(), most + 1);
        if (names.size() > most) {
            pending.add(new Rest(rest.directory(), rest.directory() + names.remove())); // the greatest one
        }
        for (String name : names) {
            add(rest.directory() + name);
        }
    }

    private void add(String marked) {
        pending.add(marked.endsWith("/") ? new Rest(marked, marked) : new File(marked));
    }

    /** {@return how many files and rests are in memory} */
    int size() {
        return pending.size();
    }
}
