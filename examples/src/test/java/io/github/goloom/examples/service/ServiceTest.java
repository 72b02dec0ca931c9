package io.github.goloom.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers, over real sockets. */
@Tag("proof")
@Timeout(120)
class ServiceTest {
    private static final String ORDER = "id=order-1&customer=7&product=3&quantity=2";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private RunningService service() throws Exception {
        return new RunningService(folder, 4, 64, 1000, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requests_good_areDone(boolean plain) throws Exception {
        try (RunningService service = new RunningService(folder, 4, 64, 1000, plain)) {
            assertThat(service.post("/orders", ORDER).statusCode()).isEqualTo(201);
            assertThat(service.post("/orders", ORDER).statusCode()).isEqualTo(409);
            assertThat(service.get("/bestsellers").body()).isEqualTo("3 2\n");
            assertThat(service.get("/customers/7").body()).isEqualTo("customer 7\n1 2\norder-1 3 2\n");
            assertThat(service.get("/report?rows=3").body()).isEqualTo("6\n");
            assertThat(service.post("/accounts", "name=bob&password=s%C3%A9cret+s%C3%A9cret")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(service.post("/accounts", "name=bob&password=another+secret")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(service.get("/debug/").body()).contains("<html");
            assertThat(service.stop(Duration.ofSeconds(20)))
                    .contains(
                            "POST /orders 201: 1\n",
                            "rows of orders: 1\n",
                            "rows of accounts: 1\n",
                            "goroutines left: 0\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, GET, /, ''",
        "404, GET, /nothing%0Ahere, ''",
        "404, POST, /nothing, x=1",
        "404, GET, /customers/1001, ''",
        "400, GET, /customers/, ''",
        "400, GET, /customers/0, ''",
        "400, GET, /customers/-1, ''",
        "400, GET, /customers/99999999999, ''",
        "400, GET, /customers/1%20OR%201=1, ''",
        "400, GET, /report, ''",
        "400, GET, /report?rows=x, ''",
        "400, GET, /report?rows=0, ''",
        "400, GET, /report?rows=10001, ''",
        "400, GET, /report?rows=1&rows=2, ''",
        "400, GET, /report?=1, ''",
        "405, DELETE, /orders, ''",
        "405, GET, /orders, ''",
        "405, POST, /bestsellers, x=1",
        "405, HEAD, /bestsellers, ''",
        "400, POST, /orders, ''",
        "400, POST, /orders, id=a",
        "400, POST, /orders, id=a&customer=1&product=1&quantity=0",
        "400, POST, /orders, id=a&customer=1001&product=1&quantity=1",
        "400, POST, /orders, id=%27;DROP+TABLE+orders;--&customer=1&product=1&quantity=1",
        "400, POST, /orders, id=%zz&customer=1&product=1&quantity=1",
        "400, POST, /accounts, name=bob&password=short",
        "400, POST, /accounts, name=b%0Ab&password=long+enough"
    })
    void request_bad_getsItsStatus(int status, String method, String path, String body) throws Exception {
        try (RunningService service = service()) {
            assertThat(service.send(service.to(path).method(method, BodyPublishers.ofString(body)))
                            .statusCode())
                    .isEqualTo(status);
            assertThat(service.get("/bestsellers").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X-Timeout-Millis, soon",
        "X-Timeout-Millis, -1",
        "X-Timeout-Millis, 9999999999",
        "X-Request-Id, a b",
        "X-User, <script>"
    })
    void header_malformed_is400(String name, String value) throws Exception {
        try (RunningService service = service()) {
            assertThat(service.get("/bestsellers", name, value).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4097, 100_000, 2_000_000_000})
    void body_announcedTooLarge_is413(int length) throws Exception {
        try (RunningService service = service()) {
            String sent = "x".repeat(Math.min(length, 100_000));
            assertThat(service.raw("POST /orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + length
                            + "\r\n\r\n" + sent))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void body_thatIsLate_is408AndTheConnectionEnds() throws Exception {
        try (RunningService service = service()) {
            assertThat(service.raw("POST /orders HTTP/1.1\r\nHost: x\r\nX-Timeout-Millis: 50\r\nContent-Length: 20\r\n"
                            + "\r\nid="))
                    .startsWith("HTTP/1.1 408 ");
            assertThat(service.stop(Duration.ofSeconds(20))).contains("POST /orders 408: 1\n", "goroutines left: 0\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void query_thatIsLate_is504AndItsConnectionComesBack(boolean plain) throws Exception {
        try (RunningService service = new RunningService(folder, 1, 64, 1000, plain)) {
            assertThat(service.get("/report?rows=10000", "X-Timeout-Millis", "50")
                            .statusCode())
                    .isEqualTo(504);
            assertThat(service.get("/bestsellers", "X-Timeout-Millis", "5000").statusCode())
                    .isEqualTo(200); // by the only connection, which the report would have kept for ten seconds
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void queue_full_is503(boolean plain) throws Exception {
        try (RunningService service = new RunningService(folder, 4, 2, 1000, plain)) {
            List<CompletableFuture<HttpResponse<String>>> slow = List.of(
                    service.getAsync("/report?rows=10000", "X-Timeout-Millis", "2000"),
                    service.getAsync("/report?rows=10000", "X-Timeout-Millis", "2000"));
            service.awaitInside(2);
            HttpResponse<String> refused = service.get("/bestsellers");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            for (CompletableFuture<HttpResponse<String>> each : slow) {
                assertThat(each.get().statusCode()).isEqualTo(504);
            }
            assertThat(service.get("/bestsellers").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void client_tooFast_is429AndOthersAreNot() throws Exception {
        try (RunningService service = new RunningService(folder, 4, 64, 1, false)) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                statuses.add(service.get("/bestsellers", "X-User", "greedy").statusCode());
            }
            assertThat(statuses).startsWith(200, 200).contains(429);
            assertThat(service.get("/bestsellers", "X-User", "modest").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bestsellers_askedForAtTheSameTime_areOneFlight(boolean plain) throws Exception {
        try (RunningService service = new RunningService(folder, 1, 64, 1000, plain)) {
            CompletableFuture<HttpResponse<String>> slow =
                    service.getAsync("/report?rows=10000", "X-Timeout-Millis", "2000");
            service.awaitInside(1);
            List<CompletableFuture<HttpResponse<String>>> hot = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                hot.add(service.getAsync("/bestsellers"));
            }
            service.awaitCount("flights asked for", 20);
            assertThat(slow).isNotDone(); // and has the only connection
            for (CompletableFuture<HttpResponse<String>> each : hot) {
                assertThat(each.get().statusCode()).isEqualTo(200);
            }
            assertThat(service.service().books().of("flights made")).isEqualTo(1);
        }
    }

    @Test
    void drain_finishesWhatIsInsideAndRefusesOthers() throws Exception {
        try (RunningService service = service()) {
            CompletableFuture<HttpResponse<String>> slow = service.getAsync("/report?rows=1000");
            service.awaitInside(1);
            CompletableFuture<String> stopped = CompletableFuture.supplyAsync(() -> stop(service, 20));
            service.awaitInside(64);
            assertThat(service.get("/bestsellers").statusCode()).isEqualTo(503);
            assertThat(slow.get().statusCode()).isEqualTo(200);
            assertThat(stopped.get())
                    .contains("GET /report 200: 1\n", "GET /bestsellers 503: 1\n", "goroutines left: 0\n");
        }
    }

    @Test
    void drain_afterTheGrace_cutsShort() throws Exception {
        try (RunningService service = service()) {
            CompletableFuture<HttpResponse<String>> slow = service.getAsync("/report?rows=10000");
            service.awaitInside(1);
            assertThat(stop(service, 0)).contains("GET /report 503: 1\n", "goroutines left: 0\n");
            assertThat(slow.get().statusCode()).isEqualTo(503);
            assertThat(service.log()).contains("requests were cut short after 0 s\n");
        }
    }

    private static String stop(RunningService service, int seconds) {
        try {
            return service.stop(Duration.ofSeconds(seconds));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void log_hasOneLineForEachRequest_whateverClientsSend() throws Exception {
        try (RunningService service = service()) {
            service.get("/x%0D%0Arequest%20forged%1B%5B31m%E2%80%A8", "X-Request-Id", "id-1");
            service.raw("GET /a\"b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            service.stop(Duration.ofSeconds(20));
            assertThat(service.log())
                    .matches("[ -~\n]*")
                    .contains("\"GET\" \"/x\\u000d\\u000arequest forged\\u001b[31m\\u2028\" 404 request id-1 user"
                            + " anonymous");
            assertThat(service.log().lines()).noneMatch(line -> line.startsWith("request forged"));
        }
    }

    @Test
    void trace_ofARequest_reachesItsGoroutines() throws Exception {
        try (RunningService service = service()) {
            String trace = "0af7651916cd43dd8448eb211c80319c";
            service.get(
                    "/report?rows=10000",
                    "X-Timeout-Millis",
                    "50",
                    "X-Request-Id",
                    "id-1",
                    "X-User",
                    "bob",
                    "traceparent",
                    "00-" + trace + "-b7ad6b7169203331-01");
            service.stop(Duration.ofSeconds(20));
            assertThat(service.log()).contains("a query is cancelled, request id-1 user bob trace " + trace + "\n");
        }
    }
}
