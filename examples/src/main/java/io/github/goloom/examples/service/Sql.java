package io.github.goloom.examples.service;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The statements of the shop. */
final class Sql {
    static final int CUSTOMERS = 1000;
    static final int PRODUCTS = 100;

    private static final String SETTINGS = "WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=0";

    private static final String[] SCHEMA = {
        "CREATE TABLE IF NOT EXISTS customers(id INT PRIMARY KEY, name VARCHAR(64))",
        "CREATE TABLE IF NOT EXISTS orders(id VARCHAR(64) PRIMARY KEY, number BIGINT GENERATED ALWAYS AS IDENTITY,"
                + " customer INT, product INT, quantity INT)",
        "CREATE INDEX IF NOT EXISTS by_customer ON orders(customer)",
        "CREATE INDEX IF NOT EXISTS by_number ON orders(number)",
        "CREATE TABLE IF NOT EXISTS accounts(name VARCHAR(64) PRIMARY KEY, salt VARBINARY(16), hash VARBINARY(32))",
        "CREATE ALIAS IF NOT EXISTS slow_read FOR \"" + SlowDisk.class.getName() + ".read\"",
        "MERGE INTO customers SELECT x, 'customer ' || x FROM SYSTEM_RANGE(1, " + CUSTOMERS + ")"
    };

    private Sql() {}

    /**
     * A statement, or several, of one request.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    interface Query<T> {
        T run(Session session) throws SQLException;
    }

    /**
     * Opens a connection. An order that was acknowledged is in the file even if the process is killed, for writes are
     * not delayed. The database does not close itself when the JVM is told to end: requests are still to be finished
     * then. And it keeps no statement for its next use, which would fail if this one was cancelled just when it had
     * ended.
     */
    private static Connection connect(String file) throws SQLException {
        if (file.contains(";")) { // would begin a setting
            throw new SQLException("the name of the file must not contain a semicolon");
        }
        return DriverManager.getConnection("jdbc:h2:file:" + Path.of(file).toAbsolutePath() + ";" + SETTINGS, "sa", "");
    }

    /** Opens connections to a database, which is made if it is not there. */
    static List<Connection> open(String file, int connections) throws SQLException {
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                open.add(connect(file));
            }
            try (Statement statement = open.getFirst().createStatement()) {
                for (String each : SCHEMA) {
                    statement.execute(each);
                }
            }
        } catch (SQLException e) {
            for (Connection each : open) {
                each.close();
            }
            throw e;
        }
        return open;
    }

    /** The hot query: the best sold products of the last 5,000 orders. */
    static String bestsellers(Session session) throws SQLException {
        return lines(session.prepare("SELECT product, SUM(quantity) AS sold FROM orders"
                + " WHERE number > (SELECT COALESCE(MAX(number), 0) - 5000 FROM orders)"
                + " GROUP BY product ORDER BY sold DESC, product LIMIT 5"));
    }

    static String name(Session session, int customer) throws SQLException {
        return lines(session.prepare("SELECT name FROM customers WHERE id = ?", customer));
    }

    static String total(Session session, int customer) throws SQLException {
        return lines(session.prepare("SELECT COUNT(*), SUM(quantity) FROM orders WHERE customer = ?", customer));
    }

    static String recent(Session session, int customer) throws SQLException {
        return lines(session.prepare(
                "SELECT id, product, quantity FROM orders WHERE customer = ? ORDER BY number DESC LIMIT 5", customer));
    }

    static String report(Session session, int rows) throws SQLException {
        return lines(session.prepare("SELECT SUM(slow_read(x)) FROM SYSTEM_RANGE(1, ?)", rows));
    }

    static List<String> orders(Session session) throws SQLException {
        return lines(session.prepare("SELECT id FROM orders")).lines().toList();
    }

    static long count(Session session, String table) throws SQLException {
        return Long.parseLong(
                lines(session.prepare("SELECT COUNT(*) FROM " + table)).strip()); // no client's name
    }

    /** {@return whether the order is new; false if its id is taken} */
    static boolean insert(Session session, Order order) throws SQLException {
        return insert(session.prepare(
                "INSERT INTO orders(id, customer, product, quantity) VALUES(?, ?, ?, ?)",
                order.id(),
                order.customer(),
                order.product(),
                order.quantity()));
    }

    /** {@return whether the account is new; false if its name is taken} */
    static boolean insert(Session session, Account account) throws SQLException {
        return insert(session.prepare(
                "INSERT INTO accounts(name, salt, hash) VALUES(?, ?, ?)",
                account.name(),
                account.salt(),
                account.hash()));
    }

    private static boolean insert(PreparedStatement prepared) throws SQLException {
        try (PreparedStatement statement = prepared) {
            return statement.executeUpdate() == 1;
        } catch (SQLIntegrityConstraintViolationException e) {
            return false;
        }
    }

    private static String lines(PreparedStatement prepared) throws SQLException {
        StringBuilder lines = new StringBuilder();
        try (PreparedStatement statement = prepared;
                ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    lines.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                lines.append('\n');
            }
        }
        return lines.toString();
    }
}
