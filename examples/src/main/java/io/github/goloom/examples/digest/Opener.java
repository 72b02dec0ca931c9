package io.github.goloom.examples.digest;

import io.github.goloom.examples.console.Raw;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;

/** How a file is opened. */
@FunctionalInterface
interface Opener {
    /** Opens files of the file system; a symbolic link is an error. */
    Opener FILES = path -> Files.newInputStream(Raw.pathOf(path), LinkOption.NOFOLLOW_LINKS);

    /** Opens the file of a raw path. */
    InputStream open(String path) throws IOException;
}
