package io.github.goloom.chan;

import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What happens after an operation has looked, and before it waits: a cancellation is asked on that way, and acts. */
@SuppressWarnings("CheckReturnValue")
class OnTheWayTest {
    private final Chan<String> chan = Chan.unbuffered();

    /** Ends once it has said that it has not ended, or does something else when it is asked for its channel. */
    private static final class Acting implements Cancellation {
        private final Chan<Void> done = Chan.unbuffered();
        private final Runnable afterTheLook;
        private final Runnable beforeTheWait;

        Acting(Runnable afterTheLook, Runnable beforeTheWait) {
            this.afterTheLook = afterTheLook;
            this.beforeTheWait = beforeTheWait;
        }

        static Acting ends() {
            Acting[] self = new Acting[1];
            self[0] = new Acting(() -> self[0].done.tryClose(), () -> {});
            return self[0];
        }

        @Override
        public ReceiveChan<Void> done() {
            beforeTheWait.run();
            return done;
        }

        @Override
        public CancellationException err() {
            return new CancellationException("ended");
        }

        @Override
        public boolean isDone() {
            boolean was = done.isClosed();
            afterTheLook.run();
            return was;
        }
    }

    /** A receive that is cancelled after its entry, and before it waits, ends. */
    @Test
    void receive_cancelledOnTheWay_throws() {
        assertCancelled(() -> chan.receive(Acting.ends()));
    }

    /** So does a send, and its value is not sent. */
    @Test
    void send_cancelledOnTheWay_throws() {
        assertCancelled(() -> chan.send("a", Acting.ends()));

        assertThat(chan.tryReceive()).isInstanceOf(Received.Empty.class);
    }

    /** So does a select. */
    @Test
    void select_cancelledOnTheWay_throws() {
        Chan<String> other = Chan.unbuffered();

        assertCancelled(() -> select(Acting.ends(), receive(chan, value -> value), receive(other, value -> value)));
    }

    /** A receive that found nothing looks again before it waits: a value that came on the way is received. */
    @Test
    void receive_valueOnTheWay_isReceived() throws Exception {
        Chan<String> buffered = Chan.buffered(1);

        assertThat(buffered.receive(new Acting(() -> {}, () -> buffered.trySend("a"))))
                .isEqualTo("a");
    }

    /** A select that found nothing looks again before it waits: a value that came on the way is received. */
    @Test
    void select_valueOnTheWay_isReceived() throws Exception {
        Chan<String> buffered = Chan.buffered(1);
        Acting sending = new Acting(() -> {}, () -> buffered.trySend("a"));

        String received = select(sending, receive(chan, value -> value), receive(buffered, value -> value));

        assertThat(received).isEqualTo("a");
    }

    private static void assertCancelled(ThrowingCallable operation) {
        assertThatThrownBy(operation).isInstanceOf(CancellationException.class).hasMessage("ended");
    }
}
