package io.github.goloom.jcstress;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress with the given options and fails, beside what jcstress fails for, if one of the selected tests left no
 * sample, or if none was selected: jcstress itself is content with that.
 *
 * <p>A test with more actors than there are processors cannot run, and is named but not counted.
 */
final class RanCheck {
    private RanCheck() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            System.exit(2);
        }
        if (TestList.class.getResource(TestList.LIST) == null) {
            fail("there is no jcstress test");
        }
        JCStress jcstress = new JCStress(options);
        jcstress.run();

        Set<String> missing = new TreeSet<>();
        int processors = options.getCPUCount();
        for (String test : jcstress.getTests()) {
            int actors = TestList.getInfo(test).threads();
            if (actors <= processors) {
                missing.add(test);
            } else {
                System.out.println("Not run: " + test + " has " + actors + " actors for " + processors + " processors");
            }
        }
        int expected = missing.size();
        missing.removeAll(ran(Path.of(options.getResultFile())));
        System.out.println(expected - missing.size() + " of " + expected + " jcstress tests ran");
        if (expected == 0) {
            fail("no jcstress test was selected");
        }
        if (!missing.isEmpty()) {
            fail("no sample of " + missing);
        }
    }

    /** Each run has a results file of its own, which is not written when there is nothing to run. */
    private static Set<String> ran(Path results) throws Exception {
        Set<String> names = new TreeSet<>();
        if (Files.exists(results)) {
            DiskReadCollector reader = new DiskReadCollector(results.toString(), result -> {
                if (result.status() == Status.NORMAL && result.getTotalCount() > 0) {
                    names.add(result.getName());
                }
            });
            reader.dump();
            reader.close();
        }
        return names;
    }

    private static void fail(String reason) {
        System.out.println("FAILED: " + reason);
        System.exit(1);
    }
}
