package io.github.goloom.examples.digest;

/** What became of a file. */
sealed interface Outcome {
    /** It was digested: 64 hexadecimal digits. */
    record Sum(String hex) implements Outcome {}

    /** It could not be read. */
    record Failure(String reason) implements Outcome {}
}
