package io.github.goloom.examples.service;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A request of the load.
 *
 * @param request the request
 * @param expected the status that it must get, unless it is refused
 * @param order the id of the order that it makes; empty if it makes none
 */
record Call(HttpRequest request, int expected, String order) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_ROWS = 100;
    private static final int TOO_LARGE = 10_000;

    /** Chooses a request: most are good, some are slow, some are bad. */
    static Call random(String target, String user, SplittableRandom random) {
        int percent = random.nextInt(1000);
        if (percent < 500) {
            return get(target + "/bestsellers", user, 200);
        } else if (percent < 750) {
            return get(target + "/customers/" + random.nextInt(1, Sql.CUSTOMERS + 1), user, 200);
        } else if (percent < 950) {
            return order(target, user, random);
        } else if (percent < 965) {
            return account(target, user, random);
        } else if (percent < 970) {
            return get(target + "/report?rows=" + random.nextInt(1, MOST_ROWS), user, 200);
        }
        return bad(target, user, random);
    }

    private static HttpRequest.Builder to(String target, String user) {
        return HttpRequest.newBuilder(URI.create(target)).timeout(TIMEOUT).header(Request.USER, user);
    }

    private static Call get(String target, String user, int expected) {
        return new Call(to(target, user).build(), expected, "");
    }

    private static Call order(String target, String user, SplittableRandom random) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        String form = "id=%s&customer=%d&product=%d&quantity=%d"
                .formatted(
                        id,
                        random.nextInt(1, Sql.CUSTOMERS + 1),
                        random.nextInt(1, Sql.PRODUCTS + 1),
                        random.nextInt(1, 10));
        HttpRequest request =
                to(target + "/orders", user).POST(BodyPublishers.ofString(form)).build();
        return new Call(request, 201, id);
    }

    private static Call account(String target, String user, SplittableRandom random) {
        String password = URLEncoder.encode("pässword %x".formatted(random.nextLong()), StandardCharsets.UTF_8);
        String form = "name=%s&password=%s".formatted(new UUID(random.nextLong(), random.nextLong()), password);
        HttpRequest request = to(target + "/accounts", user)
                .POST(BodyPublishers.ofString(form))
                .build();
        return new Call(request, 201, "");
    }

    private static Call bad(String target, String user, SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> get(target + "/nothing%0Ahere", user, 404);
            case 1 -> get(target + "/orders", user, 405);
            case 2 -> get(target + "/customers/1;DROP%20TABLE%20orders", user, 400);
            case 3 ->
                new Call(
                        to(target + "/bestsellers", user)
                                .header(Request.TIMEOUT, "soon")
                                .build(),
                        400,
                        "");
            case 4 ->
                new Call(
                        to(target + "/report?rows=5000", user)
                                .header(Request.TIMEOUT, "50")
                                .build(),
                        504,
                        "");
            default ->
                new Call(
                        to(target + "/orders", user)
                                .POST(BodyPublishers.ofString("x".repeat(TOO_LARGE)))
                                .build(),
                        413,
                        "");
        };
    }

    /** {@return how the service names what it counts} */
    String name(int status) {
        return Routes.name(request.method(), request.uri().getPath()) + " " + status;
    }
}
