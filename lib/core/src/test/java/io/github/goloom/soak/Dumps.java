package io.github.goloom.soak;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Dumps of all threads, the virtual ones included. */
final class Dumps {
    private static final HotSpotDiagnosticMXBean BEAN =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    private Dumps() {}

    static String take(ThreadDumpFormat format) throws IOException {
        Path folder = Files.createTempDirectory("dump");
        Path file = folder.resolve("threads");
        try {
            BEAN.dumpThreads(file.toString(), format);
            return Files.readString(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /**
     * {@return the threads of a dump that run code of this package, but for the current one and platform threads of the
     * test}
     */
    static List<String> left() throws IOException {
        String current = "\"" + Thread.currentThread().threadId() + "\"";
        String ours = Dumps.class.getPackageName() + ".";
        return Arrays.stream(take(ThreadDumpFormat.JSON).split("\"tid\": ", -1))
                .skip(1)
                .filter(each -> !each.startsWith(current) && !each.startsWith(current.replace("\"", "")))
                .filter(each -> each.contains(ours) && !each.contains("platform thread of a test"))
                .toList();
    }
}
