package io.github.goloom.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JDK's dump is read as it comes. */
class JdkDumpTest {
    /** The dump of JDK 21 has neither states nor blockers; the stack tells the operation. */
    @Test
    void parse_dumpOfJdk21_hasNameAndStack() throws Exception {
        List<Seen> seen = new ArrayList<>();
        JdkDump.parse(new BufferedReader(new StringReader("""
                        {
                          "threadDump": {
                            "processId": "4711",
                            "threadContainers": [
                              {
                                "container": "<root>",
                                "threads": [
                                 {
                                   "tid": "22",
                                   "name": "a \\"b\\"\\n\\u00e9",
                                   "stack": [
                                      "java.base/java.lang.VirtualThread.park(VirtualThread.java:596)",
                                      "io.github.goloom.chan.SendableChan.send(SendableChan.java:66)",
                                      "app.Shop.sell(Shop.java:7)",
                                      "java.base/java.lang.VirtualThread.run(VirtualThread.java:329)"
                                   ]
                                 },
                                 {
                                   "tid": "23",
                                   "name": "",
                                   "stack": [
                                   ]
                                 }
                                ],
                                "threadCount": "2"
                              }
                            ]
                          }
                        }
                        """)), seen::add);

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).name()).isEqualTo("a \"b\"\n\u00e9");
        assertThat(seen.get(0).isVirtual()).isTrue();
        Frames.Parts parts = Frames.split(seen.get(0).stack());
        assertThat(parts.own()).containsExactly("app.Shop.sell(Shop.java:7)");
        assertThat(Frames.operation(parts.method(), null)).isEqualTo("send on a channel");
        assertThat(seen.get(1).stack()).isEmpty();
    }
}
