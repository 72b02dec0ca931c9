package io.github.goloom.model;

import io.github.goloom.model.Op.Comm;
import io.github.goloom.model.State.Channel;
import java.util.ArrayList;
import java.util.List;

/** Wrong channels, each by one wrong rule. */
@SuppressWarnings("ImmutableEnumChecker") // a model has no state
enum Flaw {
    /** The last who came to wait is served first. */
    LAST_IN_FIRST_OUT(new Model() {
        @Override
        int first(List<Integer> waiting) {
            return waiting.getLast();
        }
    }),
    /** A receive that only tries may find nothing although a sender waits. */
    TRY_RECEIVE_MISSES_SENDER(new Model() {
        @Override
        List<State> communicate(State state, int g, Op op) {
            Comm comm = op.comms().isEmpty() ? null : op.comms().getFirst();
            boolean misses = op.kind() == Op.Kind.ONE
                    && op.otherwise()
                    && !comm.send()
                    && state.channel(comm.chan()).buffer.isEmpty()
                    && !state.channel(comm.chan()).senders.isEmpty();
            return misses ? List.of(resolved(state, g, Words.NO)) : super.communicate(state, g, op);
        }
    }),
    /** Closing drops what is in the buffer. */
    CLOSE_DROPS_BUFFER(new Model() {
        @Override
        List<State> close(State state, int g, int number) {
            List<State> all = super.close(state, g, number);
            all.forEach(each -> each.channel(number).buffer.clear());
            return all;
        }
    }),
    /** Closing wakes the first receiver only. */
    CLOSE_WAKES_ONE(new Model() {
        @Override
        List<State> close(State state, int g, int number) {
            Channel chan = state.channel(number);
            if (chan.closed || chan.receivers.size() < 2) {
                return super.close(state, g, number);
            }
            State one = state.copy();
            List<Integer> receivers = one.channel(number).receivers;
            List<Integer> forgotten = new ArrayList<>(receivers.subList(1, receivers.size()));
            receivers.removeAll(forgotten);
            return super.close(one, g, number);
        }
    }),
    /** A select with otherwise does not look at its last case. */
    SELECT_IGNORES_READY_CASE(new Model() {
        @Override
        List<State> communicate(State state, int g, Op op) {
            boolean ignores = op.isSelect() && op.otherwise() && op.comms().size() > 1;
            List<Comm> comms = ignores ? op.comms().subList(0, op.comms().size() - 1) : op.comms();
            return super.communicate(state, g, new Op(op.kind(), op.otherwise(), comms));
        }
    }),
    /** A select that has both sides of a channel hands its value to itself. */
    SELECT_PAIRS_WITH_ITSELF(new Model() {
        @Override
        List<State> communicate(State state, int g, Op op) {
            for (int i = 0; i < op.comms().size(); i++) {
                Comm comm = op.comms().get(i);
                if (comm.send() && op.comms().contains(new Comm(false, comm.chan(), 0)) && !isReady(state, comm)) {
                    return List.of(resolved(state, g, Words.of(op, i, Words.OK)));
                }
            }
            return super.communicate(state, g, op);
        }
    }),
    /** A select in order takes the last ready case. */
    IN_ORDER_TAKES_LAST(new Model() {
        @Override
        List<State> communicate(State state, int g, Op op) {
            List<State> all = super.communicate(
                    state, g, op.kind() == Op.Kind.IN_ORDER ? new Op(Op.Kind.SELECT, op.otherwise(), op.comms()) : op);
            return op.kind() == Op.Kind.IN_ORDER ? List.of(all.getLast()) : all;
        }
    }),
    /** The buffer has room for one more. */
    ROOM_FOR_ONE_MORE(new Model() {
        @Override
        boolean isReady(State state, Comm comm) {
            Channel chan = state.channel(comm.chan());
            return super.isReady(state, comm)
                    || (comm.send() && chan.capacity > 0 && chan.buffer.size() == chan.capacity);
        }
    }),
    /** The size counts those who wait to send. */
    SIZE_COUNTS_SENDERS(new Model() {
        @Override
        int size(Channel chan) {
            return chan.buffer.size() + chan.senders.size();
        }
    }),
    /** The buffer gives the newest value. */
    BUFFER_IS_A_STACK(new Model() {
        @Override
        List<State> receive(State state, int g, Op op, int index) {
            State turned = state.copy();
            List<Integer> buffer = turned.channel(op.comms().get(index).chan()).buffer;
            if (buffer.size() > 1) {
                buffer.addFirst(buffer.removeLast());
            }
            return super.receive(turned, g, op, index);
        }
    });

    final Model model;

    Flaw(Model model) {
        this.model = model;
    }
}
