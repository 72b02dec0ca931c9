package io.github.goloom.examples.waits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** The waits of a recording. */
final class Waits {
    private static final Pattern EVENT = Pattern.compile("goloom\\.(Lock)?Wait");
    private static final Pattern FOREIGN = Pattern.compile(
            "(java|jdk)\\..*|io\\.github\\.goloom\\.((chan|context|inspect|park|sync|time)\\.)?[A-Z].*");

    /** What a name may have that separates frames or lines. */
    private static final Pattern NOT_IN_A_FRAME = Pattern.compile("[;\\s\\p{Cntrl}]");

    private Waits() {}

    /**
     * {@return the microseconds of waiting by the stack, whose frames are separated by semicolons} The innermost frame
     * is what was waited for. Other frames of goloom and the JDK are left out.
     */
    static Map<String, Long> byStack(Path recording) throws IOException {
        Map<String, Long> micros = new TreeMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (EVENT.matcher(event.getEventType().getName()).matches()) {
                    micros.merge(stack(event), event.getDuration().toNanos() / 1_000, Long::sum);
                }
            }
        }
        return micros;
    }

    private static String stack(RecordedEvent event) {
        Deque<String> frames = new ArrayDeque<>();
        String name = event.getString("name");
        String target = event.getString("target");
        frames.push(event.getString("operation") + " "
                + (name != null ? '"' + name + '"' : String.valueOf(target).replaceFirst("\\[.*", "")));
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                String type = frame.getMethod().getType().getName();
                boolean isLambda = type.contains("$$Lambda");
                if (!isLambda && !FOREIGN.matcher(type).matches()) {
                    frames.push(type.substring(type.lastIndexOf('.') + 1) + "."
                            + frame.getMethod().getName());
                }
            }
        }
        return frames.stream()
                .map(frame -> NOT_IN_A_FRAME.matcher(frame).replaceAll("_"))
                .collect(Collectors.joining(";"));
    }
}
