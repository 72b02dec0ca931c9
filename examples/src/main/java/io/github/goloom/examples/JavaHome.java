package io.github.goloom.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run by the build: writes the folder of the running JDK into a file, for {@code examples/run}. */
final class JavaHome {
    private JavaHome() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), System.getProperty("java.home") + "\n");
    }
}
