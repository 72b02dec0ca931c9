package io.github.goloom.inspect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the frames of a stack tell: what the goroutine does, and which frames are the application's own. Frames are
 * texts as {@link StackTraceElement#toString()} makes them, the innermost first.
 */
final class Frames {
    private static final String ROOT = "io.github.goloom.";

    private static final List<String> PACKAGES =
            List.of("chan.", "context.", "inspect.", "park.", "pipe.", "sync.", "time.");

    /** What a thread does that is in a public method of the library, by class and method. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("send", "send on"),
            Map.entry("trySend", "send on"),
            Map.entry("receive", "receive from"),
            Map.entry("tryReceive", "receive from"),
            Map.entry("receiveUpTo", "receive from"),
            Map.entry("receiveEach", "receive from"),
            Map.entry("hasNext", "receive from"),
            Map.entry("next", "receive from"),
            Map.entry("select", "choose in"),
            Map.entry("selectInOrder", "choose in"),
            Map.entry("Readers.enter", "read-lock"),
            Map.entry("Readers.enterUninterruptibly", "read-lock"),
            Map.entry("Writers.enter", "write-lock"),
            Map.entry("Writers.enterUninterruptibly", "write-lock"),
            Map.entry("lock", "lock"),
            Map.entry("tryLock", "lock"),
            Map.entry("lockInterruptibly", "lock"),
            Map.entry("acquire", "acquire from"),
            Map.entry("tryAcquire", "acquire from"),
            Map.entry("await", "wait for"),
            Map.entry("awaitUninterruptibly", "wait for"),
            Map.entry("ErrGroup.close", "close"),
            Map.entry("ErrGroup.go", "start a task in"),
            Map.entry("ErrGroup.fork", "start a task in"),
            Map.entry("Go.sleep", "sleep"),
            Map.entry("Once.run", "run"),
            Map.entry("OnceSupplier.get", "run"),
            Map.entry("SingleFlight.run", "run"));

    /** The classes of the JDK whose frames are below a task. */
    private static final List<String> STARTERS = List.of(
            "java.lang.VirtualThread.",
            "java.lang.Thread.",
            "java.util.concurrent.ThreadPerTaskExecutor$",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.FutureTask.");

    private Frames() {}

    /** The parts of a stack. */
    record Parts(@Nullable String method, List<String> own, int library, int jdk) {}

    /** {@return the frame without the name of its class loader and module} */
    static String plain(String frame) {
        int slash = frame.lastIndexOf('/', frame.indexOf('('));
        return slash < 0 ? frame : frame.substring(slash + 1);
    }

    /** {@return whether a class is of the library: of one of its packages, or directly in the root package} */
    static boolean isLibrary(String className) {
        if (!className.startsWith(ROOT)) {
            return false;
        }
        int at = ROOT.length();
        for (String each : PACKAGES) {
            if (className.startsWith(each, at)) {
                at += each.length();
                break;
            }
        }
        return at < className.length() && Character.isUpperCase(className.charAt(at));
    }

    static boolean isForeign(String className) {
        return isLibrary(className)
                || className.startsWith("java.")
                || className.startsWith("javax.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || className.startsWith("com.sun.");
    }

    /**
     * Separates the application's frames from the others. Frames of the library and of the JDK between two of the
     * application's are kept.
     */
    static Parts split(List<String> stack) {
        List<String> frames = stack.stream().map(Frames::plain).toList();
        int end = frames.size();
        while (end > 0 && isStarter(frames.get(end - 1))) {
            end--;
        }
        int first = 0;
        String method = null;
        boolean inLibrary = false;
        for (; first < end && isForeign(frames.get(first)); first++) {
            String frame = frames.get(first);
            if (isLibrary(frame) && word(frame) != null) {
                method = frame;
                inLibrary = true;
            } else if (!inLibrary && !isLibrary(frame) && !isParking(frame)) {
                method = frame;
            }
        }
        while (end > first && isForeign(frames.get(end - 1))) {
            end--;
        }
        List<String> own = List.copyOf(frames.subList(first, end));
        int library = 0;
        int jdk = 0;
        for (String each : frames) {
            library += isLibrary(each) ? 1 : 0;
            jdk += isForeign(each) && !isLibrary(each) ? 1 : 0;
        }
        return new Parts(method, own, library, jdk);
    }

    /** {@return whether a frame only starts a task} */
    private static boolean isStarter(String frame) {
        return isLibrary(frame) ? word(frame) == null : STARTERS.stream().anyMatch(frame::startsWith);
    }

    private static boolean isParking(String frame) {
        return frame.startsWith("java.lang.VirtualThread.")
                || frame.startsWith("java.lang.System$")
                || frame.startsWith("jdk.internal.")
                || frame.startsWith("java.util.concurrent.locks.");
    }

    /** {@return the word for the outermost of these frames that has one} */
    static @Nullable String word(List<String> frames) {
        String word = null;
        for (String each : frames) {
            String plain = plain(each);
            String one = isLibrary(plain) ? word(plain) : null;
            word = one == null ? word : one;
        }
        return word;
    }

    private static @Nullable String word(String frame) {
        int end = frame.indexOf('(');
        String path = end < 0 ? frame : frame.substring(0, end);
        int dot = path.lastIndexOf('.');
        String type = path.substring(path.lastIndexOf('.', dot - 1) + 1, Math.max(dot, 0));
        String method = path.substring(dot + 1);
        String inner = type.substring(type.lastIndexOf('$') + 1);
        String word = WORDS.get(inner + "." + method);
        return word != null || inner.equals("Side") ? word : WORDS.get(method); // the frame within tells the side
    }

    /**
     * {@return what a thread does}
     *
     * @param method the outermost frame that the application has called, if any
     * @param target what it waits for, if that is known
     */
    static String operation(@Nullable String method, @Nullable String target) {
        String word = method != null && isLibrary(method) ? word(method) : null;
        if (word == null || method == null) {
            String in = method == null ? "" : " in " + method.replaceFirst("\\(.*", "");
            return target == null ? in.strip() : (in + " on " + target).strip();
        } else if (word.equals("sleep")) {
            return word;
        }
        return word + " " + (target != null ? target : aClassOf(method));
    }

    /**
     * {@return what would end the wait of a thread; empty if that is not known}
     *
     * @param method the outermost frame that the application has called, if any
     * @param type the simple name of the class of what it waits for, if that is known
     */
    static String wokenBy(@Nullable String method, @Nullable String type) {
        String word = method != null && isLibrary(method) ? word(method) : null;
        if (word == null || type == null) {
            return "";
        }
        return switch (type) {
            case "NilChan" -> "nothing";
            case "DoneChan" -> "the end of the context";
            case "InflowChan" -> "the publisher";
            case "TimerChan" -> "the timer, if it is set";
            case "BufferedChan", "UnbufferedChan" ->
                word.equals("send on") ? "a receive, or close" : word.equals("receive from") ? "a send, or close" : "";
            case "SlidingChan", "DroppingChan", "UnboundedChan" ->
                word.equals("receive from") ? "a send, or close" : "";
            case "Selection" -> "any of its cases";
            case "Mutex", "RWMutex" -> "an unlock";
            case "Cond" -> "a signal";
            case "WeightedSemaphore" -> "a release";
            case "RateLimiter" -> "its time";
            case "WaitGroup" -> "the end of its tasks";
            case "ErrGroup" -> word.equals("start a task in") ? "the end of one of its tasks" : "the end of its tasks";
            case "Once", "SingleFlight" -> "the end of the call that runs";
            default -> "";
        };
    }

    /** {@return the class of a frame with an article, for a JDK whose dump does not tell the object} */
    private static String aClassOf(String method) {
        String path = method.substring(0, method.indexOf('('));
        String type = path.substring(0, path.lastIndexOf('.'));
        String name = type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
        return switch (name) {
            case "AbstractChan", "SendableChan", "ChanIterator", "ReceiveChan", "SendChan" -> "a channel";
            case "Select", "Selection" -> "a select";
            case "RWMutex" -> "an RWMutex";
            default -> (name.matches("[AEIOU].*") ? "an " : "a ") + name;
        };
    }
}
