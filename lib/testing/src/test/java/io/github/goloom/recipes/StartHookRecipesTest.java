package io.github.goloom.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.Go;
import io.github.goloom.StartHook;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.sync.ErrGroup;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The recipes of docs/observing.md for the start hook, against the libraries themselves. */
class StartHookRecipesTest {
    private static final ContextKey<String> TRACE = ContextKey.named("trace");
    private static final ScopedValue<String> USER = ScopedValue.newInstance();
    private static final io.grpc.Context.Key<String> CALL = io.grpc.Context.key("call");

    @AfterEach
    void noHook() {
        StartHook.set(null);
    }

    /** {@return what goroutines see that are started in each of three ways} */
    private static String seenByGoroutines(Supplier<String> look) throws Exception {
        Chan<String> seen = Chan.buffered(3);
        Go.go(() -> seen.send(String.valueOf(look.get())));
        ErrGroup group = new ErrGroup();
        group.go(() -> seen.send(String.valueOf(look.get())));
        CancellableContext context = CancellableContext.childOf(Context.background());
        context.afterFunc(() -> seen.send(String.valueOf(look.get())));
        Thread.ofPlatform().start(context::cancel).join();
        group.await();
        return seen.receive() + " " + seen.receive() + " " + seen.receive();
    }

    /** The context of OpenTelemetry, with the current span, is current in the goroutines. */
    @Test
    void openTelemetry_currentContext_isCurrentInGoroutines() throws Exception {
        StartHook.set(body -> io.opentelemetry.context.Context.current().wrap(body));

        try (Scope scope =
                io.opentelemetry.context.Context.current().with(TRACE, "4bf9").makeCurrent()) {
            assertThat(scope).isNotNull();
            assertThat(seenByGoroutines(
                            () -> io.opentelemetry.context.Context.current().get(TRACE)))
                    .isEqualTo("4bf9 4bf9 4bf9");
        }
        assertThat(seenByGoroutines(
                        () -> io.opentelemetry.context.Context.current().get(TRACE)))
                .isEqualTo("null null null");
    }

    /** Micrometer's context propagation carries an MDC of SLF4J. */
    @Test
    void micrometer_mdc_isThereInGoroutines() throws Exception {
        ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor(new MdcAccessor());
        ContextSnapshotFactory snapshots =
                ContextSnapshotFactory.builder().contextRegistry(registry).build();
        StartHook.set(body -> snapshots.captureAll().wrap(body));

        MDC.put("request", "42");
        try {
            assertThat(seenByGoroutines(() -> MDC.get("request"))).isEqualTo("42 42 42");
        } finally {
            MDC.clear();
        }
    }

    /** Reads and writes the request of the MDC. */
    private static final class MdcAccessor implements ThreadLocalAccessor<String> {
        @Override
        public Object key() {
            return "request";
        }

        @Override
        public String getValue() {
            return MDC.get("request");
        }

        @Override
        public void setValue(String value) {
            MDC.put("request", value);
        }

        @Override
        public void setValue() {
            MDC.remove("request");
        }
    }

    /** A scoped value is bound again in the goroutines. */
    @Test
    void scopedValue_bound_isBoundInGoroutines() throws Exception {
        StartHook.set(body -> {
            String user = USER.orElse("");
            return user.isEmpty() ? body : () -> ScopedValue.where(USER, user).run(body);
        });

        String seen = ScopedValue.where(USER, "ann").call(() -> seenByGoroutines(() -> USER.orElse("nobody")));

        assertThat(seen).isEqualTo("ann ann ann");
        assertThat(seenByGoroutines(() -> USER.orElse("nobody"))).isEqualTo("nobody nobody nobody");
    }

    /** The context of a gRPC call is attached in the goroutines. */
    @Test
    void grpc_context_isAttachedInGoroutines() throws Exception {
        StartHook.set(body -> io.grpc.Context.current().wrap(body));

        String seen = io.grpc.Context.current().withValue(CALL, "7").call(() -> seenByGoroutines(CALL::get));

        assertThat(seen).isEqualTo("7 7 7");
    }
}
