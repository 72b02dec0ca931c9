package io.github.goloom.model;

import io.github.goloom.model.Op.Comm;
import io.github.goloom.model.Op.Kind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random programs: up to 3 channels, 2 to 4 goroutines of up to 4 operations, but not more than 10 in all. */
final class Programs {
    private static final int OPERATIONS = 10;

    /** Selects that meet themselves, each other, and a close; one channel twice; full and empty; nil. */
    private static final List<String> EDGES = List.of(
            "0 | [s0=1,r0] | [s0=2,r0]",
            "0 | [s0=1,r0] | [s0=2,r0,d] | c0",
            "0,0 | [s0=1,s1=2] | [r1,r0]",
            "0,0 | [s0=1,r1] | [s1=2,r0] | [s0=3,r1]",
            "0 | [r0,r0] | [s0=1,s0=2] | [r0,s0=3]",
            "0 | [r0,s0=1] [r0,d] | c0 c0",
            "1 | s0=1 s0=2 | s0=3 z0 | r0 R0 | c0",
            "2 | s0=1 s0=2 s0=3 | [r0,d] z0 | c0 R0 r0",
            "1,0 | [s0=1,s1=2] [s0=3,r1,d] | [r0,r1] | R1 S1=4",
            "0,n | [r1,s1=1,s0=2] c1 | [r0,r1,d] r0",
            "0 | S0=1 R0 | R0 S0=2 | [r0] | s0=3",
            "n | [] | s0=1 | [d] S0=2 R0 z0");

    private Programs() {}

    static Arbitrary<Program> any() {
        Arbitrary<Integer> capacity =
                Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(4, 1), Tuple.of(3, 2), Tuple.of(1, Program.NIL));
        Arbitrary<List<List<Op>>> goroutines =
                op().list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(2).ofMaxSize(4);
        return Combinators.combine(capacity.list().ofMinSize(1).ofMaxSize(3), goroutines)
                .as(Programs::numbered)
                .filter(each -> each.goroutines().stream().mapToInt(List::size).sum() <= OPERATIONS)
                .edgeCases(config -> EDGES.forEach(each -> config.add(Program.parse(each))));
    }

    private static Arbitrary<Op> op() {
        Arbitrary<Comm> comm = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 2).withDistribution(RandomDistribution.uniform()))
                .as((send, chan) -> new Comm(send, chan, 0));
        Arbitrary<Kind> kind = Arbitraries.frequency(
                Tuple.of(8, Kind.ONE),
                Tuple.of(5, Kind.SELECT),
                Tuple.of(1, Kind.IN_ORDER),
                Tuple.of(2, Kind.CLOSE),
                Tuple.of(1, Kind.SIZE));
        Arbitrary<Boolean> otherwise = Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true));
        return Combinators.combine(kind, otherwise, comm.list().ofMinSize(1).ofMaxSize(3))
                .as(Programs::shaped);
    }

    private static Op shaped(Kind kind, boolean otherwise, List<Comm> comms) {
        Comm first = comms.getFirst();
        return switch (kind) {
            case SELECT, IN_ORDER -> new Op(kind, otherwise, comms);
            case ONE -> new Op(kind, otherwise, List.of(first));
            case CLOSE, SIZE -> new Op(kind, false, List.of(new Comm(false, first.chan(), 0)));
        };
    }

    /** Every value is sent in one place only, so that it tells where it comes from. */
    private static Program numbered(List<Integer> capacities, List<List<Op>> goroutines) {
        int value = 0;
        List<List<Op>> all = new ArrayList<>();
        for (List<Op> ops : goroutines) {
            List<Op> mine = new ArrayList<>();
            for (Op op : ops) {
                List<Comm> comms = new ArrayList<>();
                for (Comm each : op.comms()) {
                    comms.add(new Comm(each.send(), each.chan() % capacities.size(), each.send() ? ++value : 0));
                }
                mine.add(new Op(op.kind(), op.otherwise(), comms));
            }
            all.add(mine);
        }
        return new Program(capacities, all);
    }
}
