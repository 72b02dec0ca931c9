package io.github.goloom.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log holds nothing up, and is made of harmless lines. */
@Timeout(60)
class LogTest {
    @Test
    void escape_anyText_isOneLineOfAscii() {
        assertThat(Log.escape("a \"b\" \\ \r\n\t\u001b\u2028é"))
                .isEqualTo("\"a \\u0022b\\u0022 \\u005c \\u000d\\u000a\\u0009\\u001b\\u2028\\u00e9\"");
        assertThat(Log.escape("x".repeat(1000))).hasSize(205).endsWith("...\"");
    }

    @Test
    void line_whenNobodyReads_isDroppedAndCounted() throws Exception {
        Books books = new Books();
        CountDownLatch read = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) {
                try {
                    read.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Log log = new Log(new PrintStream(stuck), books);
        for (int i = 0; i < 10_000; i++) {
            log.line("line");
        }
        assertThat(books.of("log lines dropped")).isBetween(5_000L, 6_000L);
        read.countDown();
        log.close();
    }
}
