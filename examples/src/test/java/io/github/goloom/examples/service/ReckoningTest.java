package io.github.goloom.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Books that do not agree are found. */
class ReckoningTest {
    private final Tally tally = new Tally();

    private static Call order(String id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost/orders"))
                .POST(BodyPublishers.ofString(""))
                .build();
        return new Call(request, 201, id);
    }

    private List<String> withService(Map<String, Long> service) {
        Reckoning reckoning = new Reckoning(tally);
        reckoning.compareWithService(service);
        return reckoning.wrong();
    }

    private List<String> withDatabase(boolean wasKilled, String... rows) {
        Reckoning reckoning = new Reckoning(tally);
        reckoning.compareWithDatabase(List.of(rows), wasKilled);
        return reckoning.wrong();
    }

    @Test
    void service_countsTheSame_agrees() {
        tally.answered(order("a"), 201, 1, Load.Phase.CALM);
        tally.answered(order("b"), 503, 1, Load.Phase.CALM);
        assertThat(withService(Map.of("POST /orders 201", 1L, "POST /orders 503", 1L, "rows of orders", 1L)))
                .isEmpty();
    }

    @Test
    void service_countsLessThanTheClients_isFound() {
        tally.answered(order("a"), 201, 1, Load.Phase.CALM);
        assertThat(withService(Map.of()))
                .containsExactly("POST /orders 201: the clients have seen 1 more than the service has sent");
    }

    @Test
    void service_countsMoreThanHungUp_isFound() {
        tally.hungUp(order("a"));
        Map<String, Long> one = Map.of("POST /orders 201", 1L, "rows of orders", 1L);
        Map<String, Long> two = Map.of("POST /orders 201", 2L, "rows of orders", 2L);
        assertThat(withService(one)).isEmpty();
        assertThat(withService(two))
                .containsExactly("the service has sent 2 replies that no client saw, but 1 hung up");
    }

    @Test
    void service_hasOtherRowsThanItMade_isFound() {
        tally.answered(order("a"), 201, 1, Load.Phase.CALM);
        assertThat(withService(Map.of("POST /orders 201", 1L, "rows of orders", 2L)))
                .containsExactly("the service has made 1 orders, but there are 2 rows");
    }

    @Test
    void status_thatWasNotExpected_isFound() {
        tally.answered(order("a"), 500, 1, Load.Phase.CALM);
        assertThat(withDatabase(false)).containsExactly("POST /orders 500 instead of 201: 1");
    }

    @Test
    void order_acknowledgedButNotThere_isFound() {
        tally.answered(order("a"), 201, 1, Load.Phase.CALM);
        assertThat(withDatabase(false, "a")).isEmpty();
        assertThat(withDatabase(false)).containsExactly("1 orders were acknowledged, but are not in the database");
    }

    @Test
    void order_thereTwice_isFound() {
        tally.answered(order("a"), 201, 1, Load.Phase.CALM);
        assertThat(withDatabase(false, "a", "a")).containsExactly("1 orders are in the database twice");
    }

    @Test
    void order_refusedButThere_isFound() {
        tally.answered(order("a"), 503, 1, Load.Phase.CALM);
        tally.hungUp(order("b"));
        assertThat(withDatabase(false, "b")).isEmpty();
        assertThat(withDatabase(false, "a", "b"))
                .containsExactly("1 orders are in the database, but were refused or cut off");
    }

    @Test
    void order_cutOffButThere_isFoundUnlessTheServiceWasKilled() {
        tally.cutOff(order("a"));
        assertThat(withDatabase(true, "a")).isEmpty();
        assertThat(withDatabase(false, "a"))
                .containsExactly("1 orders are in the database, but were refused or cut off");
    }

    @Test
    void goroutine_leftOrStatusOther_isFound() {
        Reckoning reckoning = new Reckoning(tally);
        reckoning.compareGoroutines(2);
        reckoning.compareStatus(1, 143);
        assertThat(reckoning.wrong())
                .containsExactly("2 goroutines are left on the service", "the service ended with status 1, not 143");
    }
}
