package io.github.goloom.model;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Received;
import io.github.goloom.chan.Select;
import io.github.goloom.model.Op.Comm;
import java.util.ArrayList;
import java.util.List;

/** The library's channels. */
public final class GoloomPort implements Port {
    private final List<Chan<Integer>> chans;

    public GoloomPort(Program program) {
        chans = program.capacities().stream().map(GoloomPort::make).toList();
    }

    private static Chan<Integer> make(int capacity) {
        return capacity == Program.NIL ? Chan.nil() : Chan.buffered(capacity);
    }

    @Override
    public int size(int chan) {
        return chans.get(chan).size();
    }

    @Override
    public String execute(int goroutine, Op op) throws InterruptedException {
        try {
            return switch (op.kind()) {
                case ONE ->
                    op.otherwise()
                            ? attempt(op.comms().getFirst())
                            : communicate(op.comms().getFirst());
                case SELECT -> Select.select(cases(op));
                case IN_ORDER -> Select.selectInOrder(cases(op));
                case CLOSE -> {
                    chans.get(op.chan()).close();
                    yield Words.OK;
                }
                case SIZE -> String.valueOf(chans.get(op.chan()).size());
            };
        } catch (IllegalStateException e) {
            return word(e);
        }
    }

    /** The word is Go's text, which begins the exception's. */
    private static String word(IllegalStateException failure) {
        String message = failure.getMessage().replace(' ', '-');
        for (String each : List.of(Words.SEND_ON_CLOSED, Words.CLOSE_OF_CLOSED, Words.CLOSE_OF_NIL)) {
            if (message.startsWith(each)) {
                return each;
            }
        }
        throw failure;
    }

    private String communicate(Comm comm) throws InterruptedException {
        Chan<Integer> chan = chans.get(comm.chan());
        if (comm.send()) {
            chan.send(comm.value());
            return Words.OK;
        }
        return received(chan.receive());
    }

    private String attempt(Comm comm) {
        Chan<Integer> chan = chans.get(comm.chan());
        if (comm.send()) {
            return chan.trySend(comm.value()) ? Words.OK : Words.NO;
        }
        return switch (chan.tryReceive()) {
            case Received.Value<Integer> it -> received(it.value());
            case Received.Empty<Integer> it -> Words.NO;
            case Received.Closed<Integer> it -> Words.END;
        };
    }

    private static String received(Integer value) {
        return value == null ? Words.END : value.toString();
    }

    private List<Select.Case<String, RuntimeException>> cases(Op op) {
        List<Select.Case<String, RuntimeException>> cases = new ArrayList<>();
        for (int i = 0; i < op.comms().size(); i++) {
            Comm comm = op.comms().get(i);
            Chan<Integer> chan = chans.get(comm.chan());
            String prefix = i + ":";
            cases.add(
                    comm.send()
                            ? Select.send(chan, comm.value(), () -> prefix + Words.OK)
                            : Select.receive(chan, value -> prefix + received(value)));
        }
        if (op.otherwise()) {
            cases.add(Select.otherwise(() -> Words.OTHERWISE));
        }
        return cases;
    }
}
