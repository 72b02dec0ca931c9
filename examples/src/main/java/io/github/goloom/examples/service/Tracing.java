package io.github.goloom.examples.service;

import com.sun.net.httpserver.Headers;
import io.github.goloom.StartHook;
import io.github.goloom.context.Context;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * Traces of OpenTelemetry. The trace of a request comes from its {@code traceparent}, and is current in the thread of
 * the request; the start hook makes it current in every goroutine that works for the request.
 */
final class Tracing {
    private static final TextMapGetter<Headers> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            return headers == null ? null : headers.getFirst(key);
        }
    };

    private Tracing() {}

    /** Lets goroutines that are started from now on inherit the trace. */
    static void install() {
        StartHook.set(body -> io.opentelemetry.context.Context.current().wrap(body));
    }

    /** {@return the context of OpenTelemetry of a request; without a trace if there is none, or a malformed one} */
    static io.opentelemetry.context.Context of(Headers headers) {
        return W3CTraceContextPropagator.getInstance()
                .extract(io.opentelemetry.context.Context.root(), headers, GETTER);
    }

    /** {@return who works for what, for a line of the log} */
    static String describe(Context ctx) {
        return "request %s user %s trace %s"
                .formatted(ctx.value(GoloomShop.REQUEST_ID), ctx.value(GoloomShop.USER), trace());
    }

    static String trace() {
        return Span.current().getSpanContext().getTraceId();
    }
}
