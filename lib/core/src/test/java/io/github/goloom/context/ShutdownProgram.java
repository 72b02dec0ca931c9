package io.github.goloom.context;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.sync.WaitGroup;
import java.time.Duration;

/** The programs that {@link ShutdownTest} runs and ends. */
final class ShutdownProgram {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private ShutdownProgram() {}

    public static void main(String... arguments) throws Exception {
        switch (arguments[0]) {
            case "serves" -> serves(() -> {});
            case "ignores" -> ignores(LONG);
            case "ignores, short" -> ignores(SHORT);
            case "leaves it open" -> open(SHORT);
            case "closes" -> serveNothing();
            case "exits" -> exits();
            case "exits at the end" -> exitsAtTheEnd();
            case "exits elsewhere" -> exitsElsewhere();
            case "two" -> two();
            case "late" -> late();
            case "busy" -> busy();
            default -> throw new AssertionError(arguments[0]);
        }
    }

    private static void serves(Go.Task other) throws InterruptedException {
        try (CancellableContext ctx = Shutdown.context(LONG)) {
            say("ready");
            Go.go(other);
            ctx.done().receive();
            say(ctx.err().getMessage() + ": " + ctx.cause().getMessage());
        }
    }

    private static void ignores(Duration grace) throws InterruptedException {
        try (CancellableContext ctx = Shutdown.context(grace)) {
            say("ready");
            ctx.done().receive();
            say("told");
            Chan.nil().receive();
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // that is the point
    private static CancellableContext open(Duration grace) {
        return Shutdown.context(grace);
    }

    private static void serveNothing() {
        try (CancellableContext ctx = Shutdown.context(LONG)) {
            say(ctx.toString());
        }
    }

    private static void exits() {
        try (CancellableContext ctx = Shutdown.context(LONG)) {
            say(ctx.isDone() ? "done" : "open");
            System.exit(3);
        }
    }

    private static void exitsAtTheEnd() throws InterruptedException {
        try (CancellableContext ctx = Shutdown.context(LONG)) {
            say("ready");
            ctx.done().receive();
            System.exit(3);
        }
    }

    private static void exitsElsewhere() throws InterruptedException {
        serves(() -> System.exit(4));
    }

    private static void two() throws InterruptedException {
        try (CancellableContext first = Shutdown.context(LONG)) {
            WaitGroup others = new WaitGroup();
            others.go(() -> serves(() -> {}));
            others.await();
            say(first.cause().getMessage() + " for the first");
        }
    }

    private static void late() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (CancellableContext ctx = Shutdown.context(LONG)) {
                say(ctx.isDone() + " " + ctx.cause().getMessage());
            }
        }));
        say("ready");
        Chan.nil().receive();
    }

    /** On one carrier: nothing else runs there until the context ends. */
    private static void busy() throws InterruptedException {
        try (CancellableContext ctx = Shutdown.context(LONG)) {
            Thread busy = Go.go(() -> {
                say("ready");
                while (!ctx.isDone()) {
                    Thread.onSpinWait();
                }
                say("told");
            });
            busy.join();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
