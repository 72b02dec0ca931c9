package io.github.goloom.park;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The access modes on which the happens-before edges stand, read from the classes. For those that an x86 processor does
 * not show: there every store is a release and every load an acquire, so a plain access behaves as long as the compiler
 * leaves it where it is.
 */
class AccessModesTest {
    private static final String ROOT = "io.github.goloom.";

    /** What is written by one thread and read by another without a lock is volatile. */
    @ParameterizedTest
    @CsvSource({
        "park.Guarded, lock",
        "park.Guarded, contenders",
        "park.Contender, woken",
        "park.Canary, state",
        "park.Canary, aside",
        "park.Canary, out",
        "park.Canary, ran",
        "park.Waiter, state",
        "park.AlarmHeap, first",
        "park.AlarmThread, wakeAt",
        "park.AlarmThread, thread",
        "chan.DoneChan, reason",
        "chan.TimerChan, due",
        "context.CancelContext, links",
        "context.Ending, cause",
        "context.AfterFunc, function",
        "park.InterruptScope, phase",
        "sync.OnceState, phase",
        "sync.WaitGroup$State, state",
        "sync.WaitGroup$State, failure",
        "sync.GroupState, state",
        "sync.WeightedSemaphore$State, state",
        "sync.Flight, ended",
        "sync.Pool, stripes"
    })
    void sharedField_readWithoutALock_isVolatile(String type, String field) throws Exception {
        int modifiers = Class.forName(ROOT + type).getDeclaredField(field).getModifiers();

        assertThat(Modifier.isVolatile(modifiers)).isTrue();
    }

    /** The lock is freed in release mode. */
    @Test
    void release_ofTheLock_isARelease() {
        assertThat(method("park.Guarded", "release"))
                .contains("VarHandle.setRelease:")
                .doesNotContain("VarHandle.set:");
    }

    /** The first node of a queue is written in release mode, wherever that is, and looked at in acquire mode. */
    @Test
    void firstOfAQueue_writtenAndLookedAt_inReleaseAndAcquireMode() {
        assertThat(lines("park.WaitQueue", "putfield .*Field first:")).isEmpty();
        assertThat(lines("park.WaitQueue", "VarHandle\\.set:")).isEmpty();
        assertThat(lines("park.WaitQueue", "VarHandle\\.setRelease:")).hasSize(3);
        assertThat(method("park.WaitQueue", "isEmpty")).contains("VarHandle.getAcquire:");
    }

    /** The number of values in a buffer is written in release mode, and looked at in acquire mode. */
    @ParameterizedTest
    @ValueSource(strings = {"chan.BufferedChan", "chan.InflowChan"})
    void countOfABuffer_writtenAndLookedAt_inReleaseAndAcquireMode(String type) {
        assertThat(lines(type, "putfield .*Field count:")).isEmpty();
        assertThat(lines(type, "VarHandle\\.set:")).isEmpty();
        assertThat(method(type, "setCount")).contains("VarHandle.setRelease:");
        assertThat(method(type, "size0")).contains("VarHandle.getAcquire:");
    }

    /** So are the numbers of values, and of values dropped, of a channel whose sends never wait. */
    @Test
    void countsOfKinds_writtenAndLookedAt_inReleaseAndAcquireMode() {
        for (String type : List.of("chan.LossyChan", "chan.UnboundedChan")) {
            assertThat(lines(type, "putfield .*Field (count|dropped):")).isEmpty();
            assertThat(lines(type, "VarHandle\\.set:")).isEmpty();
            assertThat(method(type, "setCount")).contains("VarHandle.setRelease:");
            assertThat(method(type, "size0")).contains("VarHandle.getAcquire:");
        }
        assertThat(method("chan.LossyChan", "countDropped")).contains("VarHandle.setRelease:");
        assertThat(method("chan.LossyChan", "dropped")).contains("VarHandle.getAcquire:");
    }

    private static List<String> lines(String type, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return code(type).lines().filter(each -> pattern.matcher(each).find()).toList();
    }

    /** The instructions of a method. */
    private static String method(String type, String name) {
        return Arrays.stream(code(type).split("\n\n"))
                .filter(each -> Pattern.compile(" " + name + "\\(.*\\);\n +Code:")
                        .matcher(each)
                        .find())
                .findFirst()
                .orElseThrow();
    }

    /** The instructions of a class, an empty line between two methods. */
    private static String code(String type) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String path = System.getProperty("java.class.path");
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        int status = javap.run(new PrintWriter(out), new PrintWriter(err), "-p", "-c", "-cp", path, ROOT + type);
        assertThat(status).as("%s%s", out, err).isZero();
        return out.toString().replace("\r\n", "\n");
    }
}
