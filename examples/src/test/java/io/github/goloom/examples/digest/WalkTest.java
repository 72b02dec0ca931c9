package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextCancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A walk comes to every file in the order of the bytes, with little in memory. */
@Timeout(60)
class WalkTest {
    @TempDir
    Path folder;

    private void makeFiles(int directories, int filesEach) throws IOException {
        for (int i = 0; i < directories; i++) {
            Path directory = Files.createDirectory(folder.resolve("d" + i));
            for (int j = 0; j < filesEach; j++) {
                Files.createFile(directory.resolve("f" + j));
            }
            Files.createFile(folder.resolve("d" + i + "-")); // sorts before the files of d + i, and d + i0 behind them
        }
    }

    private List<String> sorted() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        }
    }

    private List<String> walked(Walk walk, int mostPending) {
        List<String> paths = new ArrayList<>();
        for (Walk.Found found = walk.next(Context.background());
                found != null;
                found = walk.next(Context.background())) {
            assertThat(found).isInstanceOf(Walk.File.class);
            assertThat(walk.size()).isLessThanOrEqualTo(mostPending);
            paths.add(found.path());
        }
        return paths;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 100_000})
    void next_inBigDirectories_keepsTheOrderAndTheRoom(int room) throws Exception {
        makeFiles(60, 40);
        Walk walk = new Walk(List.of(folder.toString()), room);
        assertThat(walked(walk, room + 3 * 17)).isEqualTo(sorted());
    }

    @Test
    void next_inAHugeDirectory_takesManyPasses() throws Exception {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(folder.resolve("f" + i));
        }
        Walk walk = new Walk(List.of(folder.toString()), 100);
        assertThat(walked(walk, 100)).isEqualTo(sorted());
    }

    @Test
    void next_inADeepTree_keepsTheOrder() throws Exception {
        Path at = folder;
        for (int i = 0; i < 100; i++) {
            Files.createFile(at.resolve("a"));
            Files.createFile(at.resolve("z"));
            at = Files.createDirectory(at.resolve("m"));
        }
        assertThat(walked(new Walk(List.of(folder.toString()), 1), 101)).isEqualTo(sorted());
    }

    @Test
    void next_directoryThatVanished_isUnreadable() throws Exception {
        makeFiles(2, 1);
        Walk walk = new Walk(List.of(folder.toString()));
        assertThat(walk.next(Context.background())).isEqualTo(new Walk.File(folder + "/d0-"));
        Files.delete(folder.resolve("d0/f0"));
        Files.delete(folder.resolve("d0"));
        assertThat(walk.next(Context.background()))
                .isEqualTo(new Walk.Unreadable(folder + "/d0/", "No such file or directory"));
        assertThat(walk.next(Context.background())).isEqualTo(new Walk.File(folder + "/d1-"));
    }

    @Test
    void next_onceCancelled_endsAlsoWhereThereIsNoFile() throws Exception {
        Files.createDirectory(folder.resolve("d"));
        Walk walk = new Walk(List.of(folder.toString()));
        try (CancellableContext ctx = Context.background().withCancel()) {
            ctx.cancel();
            assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(() -> walk.next(ctx));
        }
    }
}
