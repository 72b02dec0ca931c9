package io.github.goloom.jdk;

import io.github.goloom.Go;
import io.github.goloom.Signal;
import io.github.goloom.chan.Chan;

/** The programs that {@link ProcessEndTest} runs. */
final class ProcessEndProgram {
    private ProcessEndProgram() {}

    public static void main(String... arguments) throws Exception {
        switch (arguments[0]) {
            case "uncaught" -> uncaught(new IllegalStateException("broken"));
            case "halting handler" -> haltingHandler();
            case "main leaves" -> mainLeaves(arguments[1].equals("platform"));
            case "exit" -> end(() -> System.exit(3));
            case "halt" -> end(() -> Runtime.getRuntime().halt(3));
            case "no text" -> uncaught(new NoText());
            default -> throw new AssertionError(arguments[0]);
        }
    }

    private static void uncaught(RuntimeException failure) throws InterruptedException {
        Chan<Signal> gate = Chan.unbuffered();
        Thread other = Go.go(() -> {
            try {
                gate.receive();
            } finally {
                say("other finally");
            }
        });
        Thread worker = Go.go("worker", () -> {
            throw failure;
        });
        worker.join();
        gate.send(Signal.SIGNAL);
        other.join();
        say("main goes on");
    }

    private static void haltingHandler() throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            say("panic in " + thread.getName() + ": " + failure);
            Runtime.getRuntime().halt(2);
        });
        uncaught(new IllegalStateException("broken"));
    }

    private static void mainLeaves(boolean platform) throws InterruptedException {
        Thread main = Thread.currentThread();
        Thread.Builder builder = platform ? Thread.ofPlatform() : Thread.ofVirtual();
        builder.start(() -> {
            try {
                main.join();
                if (!platform) {
                    Chan.nil().receive();
                }
                say("the last thread ends");
            } catch (InterruptedException e) {
                say("interrupted");
            }
        });
        throw new InterruptedException();
    }

    @SuppressWarnings({"Finally", "finally"})
    private static void end(Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("hook")));
        try {
            end.run();
        } finally {
            say("finally");
        }
    }

    /** An exception that cannot be printed. */
    private static final class NoText extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
