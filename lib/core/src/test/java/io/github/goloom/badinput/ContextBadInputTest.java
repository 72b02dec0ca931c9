package io.github.goloom.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.goloom.context.CancellableContext;
import io.github.goloom.context.Context;
import io.github.goloom.context.ContextBridges;
import io.github.goloom.context.ContextCancelledException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What else comes of nulls; which are refused, and how, is what {@code ThrowsTest} asks. */
@SuppressWarnings("MustBeClosedChecker") // nothing is derived
class ContextBadInputTest {
    /** Also a null alone is named by its place. */
    @Test
    void merge_nullAlone_isNamedByItsPlace() {
        assertThatThrownBy(() -> Context.merge(Context.background(), new Context[] {null}))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("others[0]");
    }

    /** A null value does not excuse a null key. */
    @Test
    void withValue_nullKeyAndValue_namesTheKey() {
        assertThatThrownBy(() -> Context.background().withValue(null, null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("key");
    }

    /** The executor of a context refuses what is no task. */
    @Test
    void executor_nullTask_isNamed() {
        Executor executor = ContextBridges.executor(Context.background());

        assertThatThrownBy(() -> executor.execute(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("task");
    }

    /** A cause that is null is none: the context has one of its own. */
    @Test
    void cancel_nullCause_isACancelWithoutOne() {
        CancellableContext context = CancellableContext.childOf(Context.background());

        context.cancel(null);

        assertThat(context.cause()).isExactlyInstanceOf(ContextCancelledException.class);
    }
}
