package io.github.goloom.soak;

import io.github.goloom.chan.Chan;
import io.github.goloom.chan.Select;
import io.github.goloom.chan.Select.Case;
import io.github.goloom.soak.Books.Item;
import io.github.goloom.soak.Books.Line;
import java.util.ArrayList;
import java.util.List;

/** Selects of one to five sends and receives, on any channels, twice the same one and nil included. */
final class SelectOps {
    private SelectOps() {}

    private interface Selecting {
        Boolean select(List<Case<Boolean, RuntimeException>> cases) throws InterruptedException;
    }

    private static boolean select(Worker worker, Selecting how) throws InterruptedException {
        List<Case<Boolean, RuntimeException>> cases = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        Item[] sent = {null};
        int count = 1 + worker.random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Line line = worker.line();
            if (worker.random.nextBoolean()) {
                Item item = worker.item(line);
                items.add(item);
                cases.add(Select.send(line.chan, item, () -> {
                    sent[0] = item;
                    return true;
                }));
            } else {
                cases.add(Select.receive(
                        line.chan,
                        item -> {
                            item.received(line);
                            return true;
                        },
                        () -> false));
            }
        }
        if (worker.oneIn(8)) {
            cases.add(Select.receive(Chan.<Item>nil(), item -> false));
        }
        try {
            return how.select(cases);
        } finally {
            for (Item item : items) {
                item.settle(item.equals(sent[0]));
            }
        }
    }

    static boolean select(Worker worker) throws InterruptedException {
        return select(worker, Select::select);
    }

    static boolean selectInOrder(Worker worker) throws InterruptedException {
        return select(worker, Select::selectInOrder);
    }

    static boolean selectOtherwise(Worker worker) throws InterruptedException {
        return select(worker, cases -> {
            cases.add(Select.otherwise(() -> false));
            return Select.select(cases);
        });
    }

    static boolean selectTimed(Worker worker) throws InterruptedException {
        return select(worker, cases -> {
            cases.add(Select.after(worker.upTo(3000), () -> false));
            return worker.random.nextBoolean() ? Select.select(cases) : Select.selectInOrder(cases);
        });
    }

    static boolean selectContext(Worker worker) throws InterruptedException {
        return select(worker, cases -> {
            boolean[] done = {false};
            ContextOps.with(worker, ctx -> done[0] = Select.select(ctx, cases));
            return done[0];
        });
    }
}
