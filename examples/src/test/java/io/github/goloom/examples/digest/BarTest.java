package io.github.goloom.examples.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The drawings of the progress bar show what was told to it. */
@Timeout(60)
class BarTest {
    @Test
    void drawings_afterSomeFiles_showThem() throws Exception {
        try (Bar bar = new Bar(80)) {
            bar.found();
            bar.found();
            bar.digested();
            bar.read(3_000_000);
            String drawing = "";
            while (!drawing.contains("1/2 files")) {
                drawing = String.valueOf(bar.drawings().receive());
            }
            assertThat(drawing).startsWith("digest ").endsWith("3 MB");
        }
    }

    @Test
    void close_whenNobodyTakesTheDrawings_doesNotWait() {
        Bar bar = new Bar(80);
        bar.found();
        bar.close();
        assertThat(bar.drawings().size()).isEqualTo(1);
    }
}
