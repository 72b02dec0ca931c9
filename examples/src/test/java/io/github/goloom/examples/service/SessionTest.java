package io.github.goloom.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cancellation hits one query, and not the next one of its connection. */
@Tag("proof")
@Timeout(120)
class SessionTest {
    private static final int ATTEMPTS = 3000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void cancel_whenTheQueryHasJustEnded_doesNotHitTheNext() throws Exception {
        int cancelled = 0;
        try (Connection connection =
                Sql.open(folder.resolve("shop").toString(), 1).getFirst()) {
            for (int i = 0; i < ATTEMPTS; i++) {
                AtomicBoolean ended = new AtomicBoolean();
                Session session = new Session(connection);
                Thread cancelling = Thread.ofPlatform().start(() -> {
                    while (!ended.get() && session.cancel()) {
                        Thread.onSpinWait();
                    }
                });
                try (session) {
                    assertThat(sum(session)).isEqualTo("2001000");
                } catch (SQLException e) {
                    cancelled++;
                }
                ended.set(true);
                cancelling.join();
                try (Session next = new Session(connection)) {
                    assertThat(sum(next)).isEqualTo("2001000");
                }
            }
        }
        assertThat(cancelled).isPositive();
    }

    private static String sum(Session session) throws SQLException {
        try (PreparedStatement statement = session.prepare("SELECT SUM(x) FROM SYSTEM_RANGE(1, ?)", 2000);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
