package io.github.goloom.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.goloom.Go;
import io.github.goloom.chan.Chan;
import io.github.goloom.context.Context;
import io.github.goloom.pipe.Pipeline;
import io.github.goloom.testing.Bubble;
import io.github.goloom.testing.Bubbled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BatchTest {
    @Bubbled
    @Test
    void batch_thirdOrderIsLate_goesWithoutIt() throws Exception {
        Instant start = Bubble.clock().instant();
        Chan<Integer> orders = Chan.unbuffered();
        Go.go(() -> {
            orders.send(1);
            orders.send(2);
            Go.sleep(Duration.ofMinutes(1));
            orders.send(3);
            orders.close();
        });
        try (Pipeline pipeline = Pipeline.withContext(Context.background())) {
            List<String> batches = pipeline.from(orders)
                    .batch(100, Duration.ofSeconds(10))
                    .map(batch -> batch + " after "
                            + Duration.between(start, Bubble.clock().instant()))
                    .collect(Collectors.toList());
            assertEquals(List.of("[1, 2] after PT10S", "[3] after PT1M"), batches);
        }
    }
}
