package io.github.goloom.examples.service;

import io.github.goloom.sync.Mutex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The use of a connection by one query, which another thread may cancel. Once a session is closed, a late cancellation
 * does not reach the next query of the connection.
 */
final class Session implements AutoCloseable {
    private final Mutex mutex = new Mutex();
    private final Connection connection;
    private @Nullable Statement current; // guarded by the mutex
    private boolean closed; // guarded by the mutex

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Prepares a statement with its parameters, which are all that clients can have a say in. */
    PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        mutex.lock();
        try {
            current = statement;
        } finally {
            mutex.unlock();
        }
        return statement;
    }

    /**
     * Cancels what is executed at this moment, if anything is.
     *
     * @return whether this is still open, so that a statement that was not yet executed may need another cancellation
     */
    boolean cancel() {
        mutex.lock();
        try {
            if (!closed && current != null && !current.isClosed()) {
                current.cancel();
            }
            return !closed;
        } catch (SQLException e) {
            return true; // a statement of H2 that ends at this moment may fail to be cancelled
        } finally {
            mutex.unlock();
        }
    }

    @Override
    public void close() {
        mutex.lock();
        try {
            closed = true;
        } finally {
            mutex.unlock();
        }
    }
}
