package io.github.goloom.examples.digest;

import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file or directory cannot be read, in the words of other commands. */
final class Reason {
    private Reason() {}

    /** {@return the reason, without the name} */
    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException none -> "No such file or directory";
            case AccessDeniedException denied -> "Permission denied";
            case NotDirectoryException file -> "Not a directory";
            case FileSystemException other ->
                Raw.ofText(Objects.requireNonNullElse(other.getReason(), other.toString()));
            default -> Raw.ofText(String.valueOf(e.getMessage()));
        };
    }
}
