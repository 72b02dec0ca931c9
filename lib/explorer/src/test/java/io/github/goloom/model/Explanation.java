package io.github.goloom.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of the model's steps that explains a run: linearizability, where an operation that waits is two
 * things, a request and its resolution by another's step. Both lie between the operation's call and its return.
 */
final class Explanation {
    private final Model model;
    private final Run run;
    private final List<List<String>> observed;
    private final Set<String> seen = new HashSet<>();

    private Explanation(Model model, Run run) {
        this.model = model;
        this.run = run;
        observed = run.results(Run.Event.CALL);
        observed.forEach(each -> each.remove(Run.Event.CALL));
    }

    static boolean exists(Model model, Run run) {
        int goroutines = run.program().goroutines().size();
        return new Explanation(model, run)
                .search(new State(run.program()), 0, new int[goroutines], new int[goroutines]);
    }

    /** Goes on at an event; before it the goroutines have called and returned from so many operations. */
    private boolean search(State state, int from, int[] callsBefore, int[] returnsBefore) {
        int[] calls = callsBefore.clone();
        int[] returns = returnsBefore.clone();
        int at = from;
        while (at < run.events().size() && happens(run.events().get(at), state, calls, returns)) {
            at++;
        }
        if (!seen.add(at + state.key())) {
            return false;
        }
        if (at == run.events().size() && state.outcome().equals(run.outcome())) {
            return true;
        }
        for (State next : nextStates(state, calls)) {
            if (agrees(next) && search(next, at, calls, returns)) {
                return true;
            }
        }
        return false;
    }

    /** Takes an event that can be taken: a call permits more, and a return whose result is there forbids nothing. */
    private boolean happens(Run.Event event, State state, int[] calls, int[] returns) {
        if (event.isQuiet()) {
            return isQuiet(state, calls, returns);
        }
        int g = event.goroutine();
        if (event.isCall()) {
            calls[g]++;
            return true;
        }
        if (state.results(g).size() > returns[g]) {
            returns[g]++;
            return true;
        }
        return false;
    }

    /** Whether each operation that was called waits or has returned. */
    private static boolean isQuiet(State state, int[] calls, int[] returns) {
        for (int g = 0; g < calls.length; g++) {
            int ended = state.results(g).size();
            if (ended != returns[g] || ended != calls[g] - (state.isWaiting(g) ? 1 : 0)) {
                return false;
            }
        }
        return true;
    }

    private List<State> nextStates(State state, int[] calls) {
        List<State> all = new ArrayList<>();
        for (int g = 0; g < calls.length; g++) {
            if (state.canStep(g) && calls[g] > state.results(g).size()) {
                all.addAll(model.step(state, g));
            }
        }
        return all;
    }

    private boolean agrees(State state) {
        for (int g = 0; g < observed.size(); g++) {
            List<String> results = state.results(g);
            if (results.size() > observed.get(g).size()
                    || !results.equals(observed.get(g).subList(0, results.size()))) {
                return false;
            }
        }
        return true;
    }
}
