package io.github.goloom.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;

/** Prints all threads, the virtual ones included, when a test has run into its timeout. */
public final class WedgeDump implements PreInterruptCallback {
    @Override
    public void beforeThreadInterrupt(
            PreInterruptContext context, org.junit.jupiter.api.extension.ExtensionContext test) throws Exception {
        Path folder = Files.createTempDirectory("wedge");
        Path file = folder.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        System.err.println("timeout of " + test.getDisplayName() + ", all threads:");
        System.err.println(Files.readString(file));
        Files.delete(file);
        Files.delete(folder);
    }
}
