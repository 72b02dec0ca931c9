package io.github.goloom.model;

import io.github.goloom.model.Op.Comm;
import io.github.goloom.model.State.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Channels and select as Go has them, slow and plain: a step is one goroutine's request, done at one instant. A request
 * that cannot be met waits in the queues of its channels, and is resolved within the step of another. Where Go leaves a
 * choice open, a step has several next states. The methods that are not private are the rules; a wrong model overrides
 * one.
 */
public class Model {
    /** More states than this and {@link #outcomes} gives up. */
    private static final int LIMIT = 200_000;

    /** The states that can follow when the goroutine makes its next request. */
    final List<State> step(State state, int g) {
        Op op = state.op(g);
        return switch (op.kind()) {
            case ONE, SELECT, IN_ORDER -> communicate(state, g, op);
            case CLOSE -> close(state, g, op.chan());
            case SIZE -> List.of(resolved(state, g, String.valueOf(size(state.channel(op.chan())))));
        };
    }

    List<State> communicate(State state, int g, Op op) {
        List<Integer> ready = new ArrayList<>();
        for (int i = 0; i < op.comms().size(); i++) {
            if (isReady(state, op.comms().get(i))) {
                ready.add(i);
            }
        }
        if (ready.isEmpty() && op.otherwise()) {
            return List.of(resolved(state, g, op.isSelect() ? Words.OTHERWISE : Words.NO));
        }
        if (ready.isEmpty()) {
            State next = state.copy();
            next.block(g);
            return List.of(next);
        }
        List<State> all = new ArrayList<>();
        for (int index : op.kind() == Op.Kind.IN_ORDER ? ready.subList(0, 1) : ready) {
            all.addAll(op.comms().get(index).send() ? send(state, g, op, index) : receive(state, g, op, index));
        }
        return all;
    }

    boolean isReady(State state, Comm comm) {
        Channel chan = state.channel(comm.chan());
        if (chan.capacity == Program.NIL) {
            return false;
        }
        return comm.send()
                ? chan.closed || !chan.receivers.isEmpty() || chan.buffer.size() < chan.capacity
                : chan.closed || !chan.senders.isEmpty() || !chan.buffer.isEmpty();
    }

    /** Sends: to the first who waits to receive, else into the buffer. */
    List<State> send(State state, int g, Op op, int index) {
        Comm comm = op.comms().get(index);
        State next = state.copy();
        Channel chan = next.channel(comm.chan());
        if (chan.closed) {
            next.resolve(g, Words.SEND_ON_CLOSED);
            return List.of(next);
        }
        next.resolve(g, Words.of(op, index, Words.OK));
        if (chan.receivers.isEmpty()) {
            chan.buffer.add(comm.value());
            return List.of(next);
        }
        int receiver = first(chan.receivers);
        List<State> all = new ArrayList<>();
        for (int i : casesOf(next, receiver, comm.chan(), false)) {
            all.add(resolved(next, receiver, Words.of(next.op(receiver), i, String.valueOf(comm.value()))));
        }
        return all;
    }

    /** Receives: from the buffer, which the first who waits to send fills up; else from that one; else the end. */
    List<State> receive(State state, int g, Op op, int index) {
        int number = op.comms().get(index).chan();
        Channel before = state.channel(number);
        if (before.buffer.isEmpty() && before.senders.isEmpty()) {
            return List.of(resolved(state, g, Words.of(op, index, Words.END)));
        }
        if (before.senders.isEmpty()) {
            State next = state.copy();
            int value = next.channel(number).buffer.removeFirst();
            next.resolve(g, Words.of(op, index, String.valueOf(value)));
            return List.of(next);
        }
        int sender = first(before.senders);
        List<State> all = new ArrayList<>();
        for (int i : casesOf(state, sender, number, true)) {
            State next = state.copy();
            List<Integer> buffer = next.channel(number).buffer;
            buffer.add(next.op(sender).comms().get(i).value());
            next.resolve(sender, Words.of(next.op(sender), i, Words.OK));
            next.resolve(g, Words.of(op, index, String.valueOf(buffer.removeFirst())));
            all.add(next);
        }
        return all;
    }

    /** Closes: who waits to receive gets the end, who waits to send fails; who waits for both gets either. */
    List<State> close(State state, int g, int number) {
        Channel before = state.channel(number);
        if (before.capacity == Program.NIL || before.closed) {
            return List.of(resolved(state, g, before.closed ? Words.CLOSE_OF_CLOSED : Words.CLOSE_OF_NIL));
        }
        State closed = resolved(state, g, Words.OK);
        closed.channel(number).closed = true;
        Set<Integer> waiting = new LinkedHashSet<>(before.receivers);
        waiting.addAll(before.senders);
        List<State> all = List.of(closed);
        for (int each : waiting) {
            List<State> next = new ArrayList<>();
            for (State one : all) {
                for (int i : casesOf(one, each, number, false)) {
                    next.add(resolved(one, each, Words.of(one.op(each), i, Words.END)));
                }
                if (before.senders.contains(each)) {
                    next.add(resolved(one, each, Words.SEND_ON_CLOSED));
                }
            }
            all = next;
        }
        return all;
    }

    int size(Channel chan) {
        return chan.buffer.size();
    }

    /** Whose turn it is. */
    int first(List<Integer> waiting) {
        return waiting.getFirst();
    }

    private static List<Integer> casesOf(State state, int g, int chan, boolean send) {
        List<Integer> all = new ArrayList<>();
        List<Comm> comms = state.op(g).comms();
        for (int i = 0; i < comms.size(); i++) {
            if (comms.get(i).chan() == chan && comms.get(i).send() == send) {
                all.add(i);
            }
        }
        return all;
    }

    static State resolved(State state, int g, String result) {
        State next = state.copy();
        next.resolve(g, result);
        return next;
    }

    /** What can come of the program, over all orders of steps and all choices; empty if that is too much to look at. */
    public final Set<String> outcomes(Program program) {
        return outcomes(program, Integer.MAX_VALUE);
    }

    /** As {@link #outcomes(Program)}, but stops when there are more than so many. */
    public final Set<String> outcomes(Program program, int enough) {
        Set<String> outcomes = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        List<State> open = new ArrayList<>(List.of(new State(program)));
        while (!open.isEmpty() && outcomes.size() <= enough) {
            State state = open.removeLast();
            boolean end = true;
            for (int g = 0; g < state.goroutines(); g++) {
                if (state.canStep(g)) {
                    end = false;
                    step(state, g).stream().filter(next -> seen.add(next.key())).forEach(open::add);
                }
            }
            if (end) {
                outcomes.add(state.outcome());
            }
            if (seen.size() > LIMIT) {
                return Set.of();
            }
        }
        return outcomes;
    }
}
