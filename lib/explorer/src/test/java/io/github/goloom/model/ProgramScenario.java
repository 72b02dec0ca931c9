package io.github.goloom.model;

import io.github.goloom.explorer.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A program, run on the library; what comes of it must be something that the model knows. */
final class ProgramScenario extends Scenario {
    private static final Map<String, Set<String>> POSSIBLE = new ConcurrentHashMap<>();

    private final Program program;
    private final Port port;
    private final List<List<String>> results = new ArrayList<>();
    private final Set<String> possible;
    private String outcome = "";

    ProgramScenario(String text) {
        program = Program.parse(text);
        port = new GoloomPort(program);
        program.goroutines().forEach(each -> results.add(new ArrayList<>()));
        possible = POSSIBLE.computeIfAbsent(text, key -> new Model().outcomes(program));
    }

    @Override
    protected void goroutines(Goroutines go) {
        for (int g = 0; g < results.size(); g++) {
            int number = g;
            List<String> mine = results.get(g);
            go.start("goroutine " + g, () -> {
                for (Op op : program.goroutines().get(number)) {
                    mine.add(Run.BLOCKED);
                    String result = port.execute(number, op);
                    mine.set(mine.size() - 1, result);
                }
            });
        }
    }

    @Override
    protected boolean mayBeStuck() {
        return true;
    }

    @Override
    protected void check() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < program.capacities().size(); i++) {
            sizes.add(port.size(i));
        }
        outcome = Run.outcome(results, sizes);
        boolean tooMany = possible.isEmpty();
        require(tooMany || possible.contains(outcome), outcome + " is none of " + possible);
    }

    @Override
    protected String outcome() {
        return outcome;
    }
}
