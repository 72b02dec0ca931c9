package io.github.goloom.chan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Goroutine;
import io.github.goloom.testing.Kinds;
import io.github.goloom.testing.Kinds.Kind;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a channel whose sends never wait keeps alive. */
class KindsGarbageTest {
    /** A channel does not keep a value alive that was received, by whatever method. */
    @Kinds
    void values_received_areCollected(Kind kind) throws Exception {
        Chan<Object> chan = kind.make();
        List<WeakReference<Object>> references = new ArrayList<>();
        for (int i = 0; i < kind.many(); i++) {
            references.add(new WeakReference<>(sendOne(chan)));
        }
        chan.receive();
        chan.drainTo(new ArrayList<>(), 10);
        assertThat(chan.drain()).hasSizeLessThanOrEqualTo(kind.many());
        assertCollected(references);
        assertThat(chan.size()).isZero();
    }

    /** Nor one that was dropped. */
    @Kinds
    void values_dropped_areCollected(Kind kind) throws Exception {
        Chan<Object> chan = kind.make();
        List<WeakReference<Object>> references = new ArrayList<>();
        for (int i = 0; i < kind.many(); i++) {
            references.add(new WeakReference<>(sendOne(chan)));
        }
        int kept = chan.size();
        int from = kind.oldestGoes ? 0 : kept;
        assertCollected(references.subList(from, from + kind.many() - kept));
        assertThat(chan.size()).isEqualTo(kept);
    }

    /** Nor one that was handed to a receiver. */
    @Kinds
    void value_handedOver_isCollected(Kind kind) throws Exception {
        Chan<Object> chan = kind.make();
        Goroutine<Boolean> receiver =
                Goroutine.call(() -> chan.receive() != null).parkedOn(chan);
        WeakReference<Object> reference = new WeakReference<>(sendOne(chan));
        assertThat(receiver.result()).isTrue();
        assertCollected(List.of(reference));
        assertThat(chan.size()).isZero();
    }

    /** An unbounded channel holds no more chunks than its values need, and one if it is empty. */
    @Test
    void chunks_unbounded_areThoseOfTheValues() throws Exception {
        Chan<Object> chan = Chan.unbounded();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100 * UnboundedChan.CHUNK; i++) {
                sendOne(chan);
            }
            assertThat(chunks(chan)).isBetween(100, 101);
            for (int i = 0; i < 90 * UnboundedChan.CHUNK + round; i++) {
                chan.receive();
            }
            assertThat(chunks(chan)).isBetween(10, 11);
            assertThat(chan.drain()).hasSize(10 * UnboundedChan.CHUNK - round);
            assertThat(chunks(chan)).isEqualTo(1);
        }
    }

    /** A channel that is empty now and then uses its one chunk again. */
    @Test
    void chunk_emptyAgain_isReused() throws Exception {
        Chan<Object> chan = Chan.unbounded();
        Object chunk = field(chan, "first");
        for (int i = 0; i < 10 * UnboundedChan.CHUNK; i++) {
            sendOne(chan);
            chan.receive();
        }
        assertThat(field(chan, "first")).isSameAs(chunk);
    }

    private static int chunks(Chan<?> chan) throws ReflectiveOperationException {
        int n = 0;
        for (Object chunk = field(chan, "first"); chunk != null; chunk = field(chunk, "next")) {
            n++;
        }
        return n;
    }

    private static Object field(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private static Object sendOne(Chan<Object> chan) throws InterruptedException {
        Object value = new Object();
        chan.send(value);
        return value;
    }

    private static void assertCollected(List<WeakReference<Object>> references) {
        Goroutine.until(() -> {
            System.gc();
            return references.stream().allMatch(each -> each.get() == null);
        });
    }
}
