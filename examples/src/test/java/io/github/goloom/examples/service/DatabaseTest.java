package io.github.goloom.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.goloom.StartHook;
import io.github.goloom.context.Context;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a query, its permits and its connection come back. */
@Timeout(60)
class DatabaseTest {
    private static final int CONNECTIONS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void query_noGoroutineCanBeStarted_givesBackWhatItHas() throws Exception {
        Log log = new Log(new PrintStream(PrintStream.nullOutputStream()), new Books());
        Database database = new Database(Sql.open(folder.resolve("shop").toString(), CONNECTIONS), log);
        Context ctx = Context.background();
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            StartHook.set(body -> {
                throw new IllegalStateException("no start");
            });
            try {
                assertThatIllegalStateException()
                        .isThrownBy(() -> database.query(ctx, CONNECTIONS, Sql::orders))
                        .withMessage("no start");
            } finally {
                StartHook.set(null);
            }
        }

        assertThat(database.query(ctx, CONNECTIONS, Sql::orders)).isEqualTo(List.of());
        database.close(); // waits for all connections
        log.close();
    }
}
