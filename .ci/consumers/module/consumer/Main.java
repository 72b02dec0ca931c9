package consumer;

import static io.github.goloom.chan.Select.after;
import static io.github.goloom.chan.Select.receive;
import static io.github.goloom.chan.Select.select;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.pipe.Pipeline;
import io.github.goloom.sync.Pool;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A bit of most packages, from a module: a channel, a select with a timer, a pipeline, and JCTools below a pool. */
public class Main {
    public static void main(String[] args) throws Exception {
        Chan<Integer> sums = Chan.unbuffered();
        Pool<StringBuilder> pool = new Pool<>(StringBuilder::new);
        Go.go("adds", () -> {
            try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
                sums.send(pipeline.from(List.of(1, 2, 3)).map(2, n -> n * n).collect(Collectors.summingInt(n -> n)));
            }
        });
        String line = select(
                receive(sums, sum -> pool.get().append("the sum is ").append(sum).toString()),
                after(Duration.ofSeconds(30), () -> "nothing came"));
        System.out.println(line + (Hook.STARTED.get() > 0 ? ", the hook is seen" : ", the hook is not seen"));
    }
}
