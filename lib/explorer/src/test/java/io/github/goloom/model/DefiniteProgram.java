package io.github.goloom.model;

import io.github.goloom.model.Op.Comm;
import io.github.goloom.model.Op.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Makes random programs that have one outcome only, whatever the schedule, and end. Operations are added along one walk
 * of the model, and at last those that let the blocked ones go; then the model looks at all other walks.
 */
public final class DefiniteProgram {
    private static final int[] CAPACITIES = {0, 0, 0, 1, 1, 2, 3, Program.NIL};
    private static final int MAX_OPERATIONS = 12;

    private final Model model = new Model();
    private final Random random;
    private final List<List<Op>> goroutines = new ArrayList<>();
    private final Program program;
    private State state;
    private int values;

    private DefiniteProgram(Random random) {
        this.random = random;
        List<Integer> capacities = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            capacities.add(CAPACITIES[random.nextInt(CAPACITIES.length)]);
        }
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            goroutines.add(new ArrayList<>());
        }
        program = new Program(capacities, goroutines);
        state = new State(program);
    }

    /** A program, if luck has it. */
    public static Optional<Program> next(Random random) {
        return new DefiniteProgram(random).make();
    }

    private Optional<Program> make() {
        for (int i = 3 + random.nextInt(8); i > 0 && !isFree().isEmpty(); i--) {
            add(operation());
        }
        for (int i = 0; i < MAX_OPERATIONS && !isFree().isEmpty() && !blocked().isEmpty(); i++) {
            List<Comm> waited = state.op(any(blocked())).comms();
            if (!waited.isEmpty()) {
                Comm comm = any(waited);
                add(new Op(Kind.ONE, false, List.of(comm(!comm.send(), comm.chan()))));
            }
        }
        List<List<Op>> made = goroutines.stream()
                .filter(each -> !each.isEmpty())
                .map(List::copyOf)
                .toList();
        if (!blocked().isEmpty() || made.stream().mapToInt(List::size).sum() > MAX_OPERATIONS) {
            return Optional.empty();
        }
        Program result = new Program(program.capacities(), made);
        return isDefinite(result) ? Optional.of(result) : Optional.empty();
    }

    private boolean isDefinite(Program made) {
        Set<String> outcomes = model.outcomes(made, 1);
        String outcome = outcomes.iterator().next();
        return outcomes.size() == 1 && !outcome.contains(Run.BLOCKED) && isShared(made, outcome);
    }

    /** Whether a goroutine gets a value that another sent, or meets a close that it did not make itself. */
    private static boolean isShared(Program made, String outcome) {
        String[] results = outcome.substring(0, outcome.indexOf(" #")).split(" \\| ", -1);
        for (int g = 0; g < results.length; g++) {
            List<Op> ops = made.goroutines().get(g);
            String text = ops.toString();
            boolean closes = ops.stream().anyMatch(each -> each.kind() == Kind.CLOSE);
            String[] words = results[g].split(" ", -1);
            for (int i = 0; i < words.length; i++) {
                String word = words[i].substring(words[i].indexOf(':') + 1);
                boolean end = word.equals(Words.END) || word.equals(Words.SEND_ON_CLOSED);
                boolean value = Character.isDigit(word.charAt(0)) && ops.get(i).kind() != Kind.SIZE;
                if ((end && !closes) || (value && !text.matches(".*=" + word + "\\b.*"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The next operation of a goroutine that is free for one. */
    private void add(Op op) {
        int g = any(isFree());
        goroutines.get(g).add(op);
        state = any(model.step(state, g));
    }

    private List<Integer> isFree() {
        return goroutines(false);
    }

    private List<Integer> blocked() {
        return goroutines(true);
    }

    private List<Integer> goroutines(boolean waiting) {
        List<Integer> all = new ArrayList<>();
        for (int g = 0; g < goroutines.size(); g++) {
            if (state.isWaiting(g) == waiting) {
                all.add(g);
            }
        }
        return all;
    }

    private Op operation() {
        return switch (random.nextInt(10)) {
            case 0 -> new Op(Kind.CLOSE, false, List.of(comm(false, chan())));
            case 1 -> new Op(Kind.SIZE, false, List.of(comm(false, chan())));
            case 2, 3, 4, 5 -> new Op(Kind.ONE, random.nextInt(5) == 0, List.of(comm(random.nextBoolean(), chan())));
            default -> select();
        };
    }

    private Op select() {
        List<Comm> comms = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            comms.add(comm(random.nextBoolean(), chan()));
        }
        return new Op(Kind.SELECT, random.nextInt(4) == 0, comms);
    }

    private Comm comm(boolean send, int chan) {
        return new Comm(send, chan, send ? ++values : 0);
    }

    private int chan() {
        return random.nextInt(program.capacities().size());
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
