package io.github.goloom.examples.patterns;

import static io.github.goloom.examples.WrongArgumentException.unlessIn;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.ReceiveChan;
import io.github.goloom.chan.SendChan;
import io.github.goloom.context.Context;
import io.github.goloom.examples.Example;
import io.github.goloom.examples.Main;
import io.github.goloom.sync.ErrGroup;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One goroutine owns the state, here the accounts of a bank. The others ask it by messages, each with a channel for the
 * answer. So there is no lock, and nobody sees a transfer that is half done.
 */
@Command(name = "stateful", description = "A goroutine owns the accounts of a bank; the others ask it by messages.")
final class StatefulGoroutine implements Example {
    private static final int ACCOUNTS = 10;
    private static final int BALANCE = 100;
    private static final int TRANSFERS = 100;

    @Option(names = "--clients", paramLabel = "N", description = "How many clients, from 1 to 1000; 10 if not given.")
    private int clients = 10;

    private sealed interface Request {}

    private record Transfer(int from, int to, int amount, Chan<Boolean> answer) implements Request {}

    private record Total(Chan<Integer> answer) implements Request {}

    /** Runs this example alone. */
    public static void main(String[] args) {
        Main.run(new StatefulGoroutine(), args);
    }

    @Override
    public void run(PrintStream out) throws Exception {
        unlessIn("--clients", clients, 1, 1000);
        Chan<Request> requests = Chan.unbuffered("requests");
        LongAdder made = new LongAdder();
        LongAdder wrongTotals = new LongAdder();
        try (ErrGroup bank = ErrGroup.withContext(Context.background(), "bank")) {
            bank.go("owner", () -> own(requests));
            try (ErrGroup group = ErrGroup.withContext(bank.context(), "clients")) {
                for (int i = 0; i < clients; i++) {
                    Random random = new Random(i);
                    group.go("client " + i, () -> {
                        for (int k = 0; k < TRANSFERS; k++) {
                            made.add(ask(requests, answer -> transfer(random, answer)) ? 1 : 0);
                            wrongTotals.add(ask(requests, Total::new) == ACCOUNTS * BALANCE ? 0 : 1);
                        }
                    });
                }
                group.await();
            }
            int asked = clients * TRANSFERS;
            out.println(clients + " clients asked for " + asked + " transfers and as many totals");
            out.println(made + " transfers were made, " + (asked - made.sum()) + " refused for lack of money");
            out.println(wrongTotals + " totals were wrong; the last is " + ask(requests, Total::new));
            requests.close();
            bank.await();
        }
    }

    /** The only code that touches the accounts. */
    private static void own(ReceiveChan<Request> requests) throws InterruptedException {
        int[] balances = new int[ACCOUNTS];
        Arrays.fill(balances, BALANCE);
        for (Request each : requests) {
            if (each instanceof Transfer transfer) {
                boolean enough = balances[transfer.from] >= transfer.amount;
                balances[transfer.from] -= enough ? transfer.amount : 0;
                balances[transfer.to] += enough ? transfer.amount : 0;
                transfer.answer.send(enough);
            } else if (each instanceof Total total) {
                total.answer.send(Arrays.stream(balances).sum());
            }
        }
    }

    private static Transfer transfer(Random random, Chan<Boolean> answer) {
        return new Transfer(random.nextInt(ACCOUNTS), random.nextInt(ACCOUNTS), random.nextInt(BALANCE), answer);
    }

    private static <T> T ask(SendChan<Request> bank, Function<Chan<T>, Request> question) throws InterruptedException {
        Chan<T> answer = Chan.buffered(1); // so that the owner never waits for a client
        bank.send(question.apply(answer));
        return Objects.requireNonNull(answer.receive());
    }
}
