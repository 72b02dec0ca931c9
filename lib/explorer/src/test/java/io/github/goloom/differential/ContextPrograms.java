package io.github.goloom.differential;

import static io.github.goloom.Go.go;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static io.github.goloom.differential.Trace.text;

import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The twins of contexts.go. */
@SuppressWarnings("CheckReturnValue")
final class ContextPrograms {
    private static final ContextKey<String> A = ContextKey.of("a");
    private static final ContextKey<String> B = ContextKey.of("b");
    private static final ContextKey<String> C = ContextKey.of("c");

    private ContextPrograms() {}

    static Map<String, Trace.Body> all() {
        return Map.of(
                "cancelTree", ContextPrograms::cancelTree,
                "causesOfATree", ContextPrograms::causesOfATree,
                "deadlineText", ContextPrograms::deadlineText,
                "values", ContextPrograms::values,
                "afterFunc", ContextPrograms::afterFunc,
                "withoutCancel", ContextPrograms::withoutCancel,
                "workersUntilCancelled", ContextPrograms::workersUntilCancelled,
                "deadlineOfTheParent", ContextPrograms::deadlineOfTheParent);
    }

    private static void show(Trace trace, String name, Context ctx) {
        trace.print(name, text(ctx.err()));
    }

    private static void because(Trace trace, Context ctx) {
        trace.print(text(ctx.err()), "because", text(ctx.cause()));
    }

    private static void cancelTree(Trace trace) {
        CancellableContext root = CancellableContext.childOf(Context.background());
        CancellableContext left = CancellableContext.childOf(root);
        CancellableContext right = CancellableContext.childOf(root);
        CancellableContext leaf = CancellableContext.childOf(left);
        Runnable all = () -> {
            show(trace, "root", root);
            show(trace, "left", left);
            show(trace, "right", right);
            show(trace, "leaf", leaf);
        };
        trace.print("new");
        all.run();
        left.cancel();
        trace.print("left cancelled");
        all.run();
        root.cancel();
        trace.print("root cancelled");
        all.run();
        show(trace, "late", CancellableContext.childOf(root));
    }

    private static void causesOfATree(Trace trace) {
        CancellableContext root = CancellableContext.childOf(Context.background());
        CancellableContext child = CancellableContext.childOf(root);
        List<Context> all = List.of(root, child, CancellableContext.childOf(child));
        all.forEach(each -> because(trace, each));
        child.cancel(new Exception("the child's"));
        all.forEach(each -> because(trace, each));
        root.cancel(new Exception("the root's"));
        root.cancel(new Exception("too late"));
        child.cancel(new Exception("too late"));
        all.forEach(each -> because(trace, each));
        CancellableContext plain = CancellableContext.childOf(Context.background());
        plain.cancel(null);
        because(trace, plain);
    }

    private static void deadlineText(Trace trace) throws Exception {
        try (CancellableContext ctx = Context.background().withTimeout(Duration.ofMillis(5))) {
            ctx.done().receive();
            ctx.cancel();
            show(trace, "timeout", ctx);
            trace.print(text(ctx.cause()));
        }
        try (CancellableContext past =
                Context.background().withDeadline(Instant.now().minusSeconds(1))) {
            show(trace, "past", past);
        }
        try (CancellableContext caused = Context.background().withTimeout(Duration.ZERO, new Exception("too slow"))) {
            because(trace, caused);
        }
        try (CancellableContext early = Context.background().withTimeout(Duration.ofHours(1))) {
            early.cancel();
            show(trace, "early", early);
        }
    }

    private static void values(Trace trace) {
        Context root = Context.background().withValue(A, "1");
        try (CancellableContext middle = root.withCancel()) {
            Context leaf = middle.withValue(B, "2").withValue(A, "3");
            for (Context ctx : List.of(root, middle, leaf)) {
                trace.print("a", orNone(ctx.value(A)));
                trace.print("b", orNone(ctx.value(B)));
                trace.print("c", orNone(ctx.value(C)));
            }
        }
    }

    private static String orNone(String value) {
        return value == null ? "none" : value;
    }

    private static void afterFunc(Trace trace) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Chan<String> called = Chan.buffered(1);
        Context.Registration first = ctx.afterFunc(() -> called.trySend("first"));
        Context.Registration second = ctx.afterFunc(() -> called.trySend("second"));
        trace.print(first.stop(), first.stop());
        ctx.cancel();
        trace.print(called.receive());
        trace.print(second.stop());
        ctx.afterFunc(() -> called.trySend("late"));
        trace.print(called.receive());
    }

    private static void withoutCancel(Trace trace) {
        CancellableContext parent =
                CancellableContext.childOf(Context.background().withValue(A, "1"));
        Context free = parent.withoutCancel();
        CancellableContext child = CancellableContext.childOf(free);
        parent.cancel();
        show(trace, "parent", parent);
        show(trace, "free", free);
        show(trace, "child", child);
        trace.print(free.value(A));
        child.cancel();
        show(trace, "child", child);
        show(trace, "free", free);
    }

    private static void workersUntilCancelled(Trace trace) throws Exception {
        CancellableContext ctx = CancellableContext.childOf(Context.background());
        Chan<String> ended = Chan.unbuffered();
        Chan<Integer> jobs = Chan.unbuffered();
        for (int i = 0; i < 3; i++) {
            go(() -> {
                boolean more = true;
                while (more) {
                    more = select(receive(ctx.done(), end -> false), receive(jobs, job -> true));
                }
                ended.send(text(ctx.err()) + ": " + text(ctx.cause()));
            });
        }
        for (int i = 0; i < 10; i++) {
            jobs.send(i);
        }
        ctx.cancel(new Exception("enough"));
        for (int i = 0; i < 3; i++) {
            trace.print(ended.receive());
        }
    }

    private static void deadlineOfTheParent(Trace trace) {
        Instant soon = Instant.now().plus(Duration.ofHours(1));
        try (CancellableContext parent = Context.background().withDeadline(soon);
                CancellableContext later = parent.withDeadline(soon.plus(Duration.ofHours(1)));
                CancellableContext earlier = parent.withDeadline(soon.minusSeconds(60))) {
            trace.print(
                    later.deadline().orElseThrow().equals(soon),
                    earlier.deadline().orElseThrow().equals(soon.minusSeconds(60)),
                    Context.background().deadline().isPresent());
            parent.cancel();
            show(trace, "later", later);
            show(trace, "earlier", earlier);
        }
    }
}
