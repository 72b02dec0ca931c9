package io.github.goloom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a program stands in the model: what the channels hold, who waits on which, and what came of every operation so
 * far.
 */
final class State {
    /** A channel: its buffer, and those who wait on it, the first of them first. */
    static final class Channel {
        final int capacity;
        final List<Integer> buffer = new ArrayList<>();
        final List<Integer> senders = new ArrayList<>();
        final List<Integer> receivers = new ArrayList<>();
        boolean closed;

        Channel(int capacity) {
            this.capacity = capacity;
        }

        List<Integer> waiting(boolean toSend) {
            return toSend ? senders : receivers;
        }
    }

    private final Program program;
    private final List<Channel> channels = new ArrayList<>();
    private final List<List<String>> results = new ArrayList<>();
    private final boolean[] waiting;

    State(Program program) {
        this.program = program;
        program.capacities().forEach(capacity -> channels.add(new Channel(capacity)));
        program.goroutines().forEach(each -> results.add(new ArrayList<>()));
        waiting = new boolean[results.size()];
    }

    State copy() {
        State copy = new State(program);
        for (int i = 0; i < channels.size(); i++) {
            Channel from = channels.get(i);
            Channel to = copy.channels.get(i);
            to.buffer.addAll(from.buffer);
            to.senders.addAll(from.senders);
            to.receivers.addAll(from.receivers);
            to.closed = from.closed;
        }
        for (int g = 0; g < waiting.length; g++) {
            copy.results.get(g).addAll(results.get(g));
            copy.waiting[g] = waiting[g];
        }
        return copy;
    }

    int goroutines() {
        return waiting.length;
    }

    Channel channel(int index) {
        return channels.get(index);
    }

    /** The operation that the goroutine is in, or comes to next. */
    Op op(int g) {
        return program.goroutines().get(g).get(results.get(g).size());
    }

    boolean isWaiting(int g) {
        return waiting[g];
    }

    /** Whether the goroutine can make its next request. */
    boolean canStep(int g) {
        return !waiting[g]
                && results.get(g).size() < program.goroutines().get(g).size();
    }

    List<String> results(int g) {
        return results.get(g);
    }

    /** The goroutine waits in the queues of all its cases. */
    void block(int g) {
        waiting[g] = true;
        for (Op.Comm comm : op(g).comms()) {
            List<Integer> queue = channels.get(comm.chan()).waiting(comm.send());
            if (!queue.contains(g)) {
                queue.add(g);
            }
        }
    }

    /** The goroutine's operation has ended; it waits no more. */
    void resolve(int g, String result) {
        waiting[g] = false;
        results.get(g).add(result);
        for (Channel each : channels) {
            each.senders.remove(Integer.valueOf(g));
            each.receivers.remove(Integer.valueOf(g));
        }
    }

    List<Integer> sizes() {
        return channels.stream().map(each -> each.buffer.size()).toList();
    }

    /** What came of the program if it goes no further. */
    String outcome() {
        List<List<String>> all = new ArrayList<>();
        for (int g = 0; g < waiting.length; g++) {
            all.add(
                    waiting[g]
                            ? Stream.concat(results.get(g).stream(), Stream.of(Run.BLOCKED))
                                    .toList()
                            : results.get(g));
        }
        return Run.outcome(all, sizes());
    }

    /** Equal for equal states of one program. */
    String key() {
        StringBuilder key = new StringBuilder();
        for (Channel each : channels) {
            key.append(each.buffer).append(each.senders).append(each.receivers).append(each.closed);
        }
        for (int g = 0; g < waiting.length; g++) {
            key.append(results.get(g)).append(waiting[g]);
        }
        return key.toString();
    }

    @Override
    public String toString() {
        return channels.stream()
                        .map(each -> each.buffer + " senders " + each.senders + " receivers " + each.receivers
                                + (each.closed ? " closed" : ""))
                        .collect(Collectors.joining("; "))
                + " -> " + outcome();
    }
}
