package io.github.goloom.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.goloom.testing.Bubbled;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each job is done once, and as many are at work as there are workers. */
@Bubbled
@ExtendWith(Untracked.class)
class WorkerPoolTest {
    @Test
    void run_withDefaults_doesThreeJobsAtATime() throws Exception {
        List<String> lines = Lines.timed(new WorkerPool());
        assertThat(lines)
                .hasSize(11)
                .last()
                .asString()
                .startsWith("40 jobs done: {worker 1=")
                .contains("worker 3=");
        assertThat(lines.subList(0, 3)).allMatch(line -> line.startsWith("10 job "));
        assertThat(lines.subList(3, 6)).allMatch(line -> line.startsWith("20 job "));
        assertThat(lines.subList(6, 9)).allMatch(line -> line.startsWith("30 job "));
        assertThat(lines.get(9)).startsWith("40 job 10: 100, by worker ");
        assertThat(lines.subList(0, 10).stream()
                        .map(line -> line.replaceAll("^[0-9]+ |, by worker [1-3]$", ""))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 10)
                        .mapToObj(job -> "job " + job + ": " + job * job)
                        .toList());
    }

    @Test
    void run_withoutJobs_ends() throws Exception {
        assertThat(Lines.timed(new WorkerPool(), "--jobs", "0")).containsExactly("0 jobs done: {}");
    }
}
