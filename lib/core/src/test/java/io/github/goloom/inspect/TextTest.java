package io.github.goloom.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts and what stacks tell. */
class TextTest {
    /** A time has its two largest units. */
    @Test
    void time_anyLength_hasUnits() {
        assertThat(Text.time(999_999)).isEqualTo("0 ms");
        assertThat(Text.time(12_000_000)).isEqualTo("12 ms");
        assertThat(Text.time(12_500_000_000L)).isEqualTo("12 s");
        assertThat(Text.time(125_000_000_000L)).isEqualTo("2 min 5 s");
        assertThat(Text.time(7_500_000_000_000L)).isEqualTo("2 h 5 min");
    }

    /** The text of any object is one line of bounded length. */
    @Test
    void of_anyObject_isOneShortLine() {
        assertThat(Text.of(null)).isNull();
        assertThat(Text.of(Object.class)).isEmpty();
        assertThat(Text.of("a\nb")).isEqualTo("a b");
        assertThat(Text.of("x".repeat(1_000))).hasSize(200).endsWith("...");
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        assertThat(Text.of(broken)).isEqualTo(Seen.identity(broken));
        assertThat(Text.count(1, "goroutine")).isEqualTo("1 goroutine");
    }

    private static String operation(String... frames) {
        return Frames.operation(Frames.split(List.of(frames)).method(), null);
    }

    /** Without the object, the frames tell what is waited for. */
    @Test
    void operation_withoutATarget_namesTheType() {
        String park = "java.base/java.lang.VirtualThread.park(VirtualThread.java:1)";
        String run = "java.base/java.lang.VirtualThread.run(VirtualThread.java:2)";
        String main = "app.Main.run(Main.java:3)";
        assertThat(operation(park, "io.github.goloom.chan.AbstractChan.receive(A.java:1)", main, run))
                .isEqualTo("receive from a channel");
        assertThat(operation(park, "io.github.goloom.chan.Select.select(S.java:1)", main, run))
                .isEqualTo("choose in a select");
        assertThat(operation(park, "io.github.goloom.sync.ErrGroup.await(E.java:1)", main, run))
                .isEqualTo("wait for an ErrGroup");
        assertThat(operation(
                        park,
                        "io.github.goloom.sync.RWMutex$Writers.enter(R.java:1)",
                        "io.github.goloom.sync.RWMutex$Side.lock(R.java:2)",
                        main,
                        run))
                .isEqualTo("write-lock an RWMutex");
        assertThat(operation(park, "java.base/java.util.concurrent.Exchanger.exchange(E.java:1)", main, run))
                .isEqualTo("in java.util.concurrent.Exchanger.exchange");
        assertThat(operation(main, run)).isEmpty();
        assertThat(operation()).isEmpty();
    }
}
