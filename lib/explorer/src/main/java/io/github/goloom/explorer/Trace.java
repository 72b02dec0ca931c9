package io.github.goloom.explorer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words for what goroutines did, and where. */
final class Trace {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Trace() {}

    /** {@return the site, what it is about, and the line of the scenario that has led there} */
    static String here(Sites.Site site, String about) {
        List<String> frames = WALKER.walk(
                stream -> stream.filter(frame -> frame.getDeclaringClass().getClassLoader() instanceof ExploringLoader)
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .toList());
        String from = frames.size() < 2 ? "" : "  from " + frames.get(frames.size() - 1);
        return site.where() + " " + site.what() + about + from;
    }

    /** {@return where a goroutine is that will never go on} */
    static String whereStuck(Actor actor) {
        Thread thread = actor.thread;
        Stream<StackTraceElement> frames = thread == null ? Stream.empty() : Arrays.stream(thread.getStackTrace());
        String own = Trace.class.getPackageName();
        return actor.name + " is stuck at "
                + frames.filter(frame -> !frame.getClassName().startsWith("java.")
                                && !frame.getClassName().startsWith("jdk.")
                                && !frame.getClassName().startsWith(own))
                        .limit(6)
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining(" < "));
    }

    /** {@return the steps of a run, a line for each, with the name where another goroutine goes on} */
    static String of(Run run) {
        StringBuilder text = new StringBuilder();
        int last = -1;
        for (Event event : run.events()) {
            if (event.place != null) {
                if (event.actor != last) {
                    text.append(run.actor(event.actor).name).append('\n');
                    last = event.actor;
                }
                text.append("    ").append(event.place).append('\n');
            }
        }
        return text.toString();
    }
}
