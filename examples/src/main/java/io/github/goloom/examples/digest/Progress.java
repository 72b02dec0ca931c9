package io.github.goloom.examples.digest;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;

/** What the goroutines of a pipeline tell about their progress, and the drawings of it. Any thread may call any method. */
interface Progress extends AutoCloseable {
    /** Nobody looks: nothing is counted, and the drawings come on the nil channel, so never. */
    Progress UNSEEN = new Progress() {
        @Override
        public void found() {}

        @Override
        public void read(int bytes) {}

        @Override
        public void digested() {}

        @Override
        public ReceiveChan<String> drawings() {
            return Chan.nil();
        }

        @Override
        public void close() {}
    };

    /** One more file was found. */
    void found();

    /** So many more bytes were read. */
    void read(int bytes);

    /** One more file is done. */
    void digested();

    /** {@return the progress bar, again and again as it moves} */
    ReceiveChan<String> drawings();

    @Override
    void close();
}
