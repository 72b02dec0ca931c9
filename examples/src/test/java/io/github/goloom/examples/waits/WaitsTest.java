package io.github.goloom.examples.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.examples.testing.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A recording of the office shows what its people wait for. */
@Timeout(60)
class WaitsTest {
    private final Printed printed = new Printed();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path recording = Path.of("");

    @BeforeEach
    void record() throws Exception {
        recording = folder.resolve("office.jfr");
        try (Recording running = new Recording()) {
            running.start();
            assertThat(new CommandLine(new OfficeCommand(printed.pipe())).execute())
                    .isZero();
            running.stop();
            running.dump(recording);
        }
    }

    private int flame(Path from, Path to) {
        return new CommandLine(new FlameCommand(printed.pipe())).execute(from.toString(), to.toString());
    }

    @Test
    void flame_ofTheOffice_showsTheLedger() throws Exception {
        Path page = folder.resolve("office.html");
        Map<String, Long> waits = Waits.byStack(recording);

        assertThat(waits.keySet())
                .anyMatch(each -> each.endsWith(";OfficeCommand.call;Office.serve;wait_for_\"customers\""))
                .contains("Office.ask;send_on_\"counter\"")
                .contains("Office.work;Office.write;lock_\"ledger\"");
        assertThat(waits.get("Office.work;Office.write;lock_\"ledger\"")).isGreaterThan(1_000_000);
        assertThat(printed.out()).isEqualTo("240 entries\n");
        assertThat(flame(recording, page)).isZero();
        assertThat(Files.readString(page))
                .contains("Microseconds of waiting in office.jfr")
                .contains("ledger");
    }

    @Test
    void flame_wrongFiles_isOneLine() throws Exception {
        assertThat(flame(folder.resolve("none.jfr"), folder.resolve("page.html")))
                .isEqualTo(1);
        assertThat(flame(recording, folder.resolve("none/page.html"))).isEqualTo(1);
        try (Recording empty = new Recording()) {
            empty.start();
            empty.stop();
            empty.dump(folder.resolve("empty.jfr"));
        }
        assertThat(flame(folder.resolve("empty.jfr"), folder.resolve("page.html")))
                .isEqualTo(1);
        assertThat(printed.err()).hasLineCount(3).contains("none.jfr", "page.html", "empty.jfr: no event");
    }
}
