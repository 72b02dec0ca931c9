package io.github.goloom.examples.digest;

/** What a walk comes to. */
sealed interface Found {
    /** {@return its raw path} */
    String path();

    /** A file, to be opened. */
    record File(String path) implements Found {}

    /** A directory that cannot be read. */
    record Unreadable(String path, String reason) implements Found {}
}
