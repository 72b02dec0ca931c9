package io.github.goloom.examples.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The goroutines of this process that have names. */
public final class Goroutines {
    private static final Pattern NAME = Pattern.compile("(?m)^#[0-9]+ \"(.+)\" virtual");

    private Goroutines() {}

    /** Returns their names, from a dump of all threads. */
    public static List<String> names() throws IOException {
        Path folder = Files.createTempDirectory("goroutines");
        Path dump = folder.resolve("dump");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return NAME.matcher(Files.readString(dump))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }
}
