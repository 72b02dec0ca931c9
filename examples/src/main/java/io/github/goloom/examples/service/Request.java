package io.github.goloom.examples.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request whose headers have been checked: from here on, an id or a user has harmless characters only.
 *
 * @param method the method of HTTP
 * @param path the decoded path, which may have any characters
 * @param query the raw query; empty if there is none
 * @param id the id of the request, by which the log names it
 * @param user who asks
 * @param deadline the time after which nobody waits for the reply
 */
record Request(String method, String path, String query, String id, String user, Instant deadline) {
    static final String ID = "X-Request-Id";
    static final String USER = "X-User";
    static final String TIMEOUT = "X-Timeout-Millis";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");
    private static final int MOST_PARAMETERS = 16;

    /** Checks the headers. A timeout that is longer than the maximum is shortened, as the service would not wait. */
    static Request of(HttpExchange exchange, Duration maxTimeout) {
        Headers headers = exchange.getRequestHeaders();
        String millis = header(headers, TIMEOUT, MILLIS);
        Duration timeout = millis == null ? maxTimeout : Duration.ofMillis(Long.parseLong(millis));
        String id = header(headers, ID, NAME);
        String user = header(headers, USER, NAME);
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                id == null ? UUID.randomUUID().toString() : id,
                user == null ? "anonymous" : user,
                Instant.now().plus(timeout.compareTo(maxTimeout) < 0 ? timeout : maxTimeout));
    }

    private static @Nullable String header(Headers headers, String name, Pattern allowed) {
        String value = headers.getFirst(name);
        if (value != null && !allowed.matcher(value).matches()) {
            throw new Refusal(400, name + " must match " + allowed);
        }
        return value;
    }

    /** {@return the time that is left; negative if there is none} */
    Duration left() {
        return Duration.between(Instant.now(), deadline);
    }

    /** {@return the parameters of a query or of a form} */
    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String each : encoded.isEmpty() ? new String[0] : encoded.split("&", MOST_PARAMETERS)) {
            int equals = each.indexOf('=');
            if (equals < 1 || parameters.put(each.substring(0, equals), decode(each.substring(equals + 1))) != null) {
                throw new Refusal(400, "a parameter is malformed, or is there twice");
            }
        }
        return parameters;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "a parameter is not encoded as a form is");
        }
    }

    /** {@return a parameter that must be there and match} */
    static String text(Map<String, String> parameters, String name, Pattern allowed) {
        String value = parameters.get(name);
        if (value == null || !allowed.matcher(value).matches()) {
            throw new Refusal(400, name + " must match " + allowed);
        }
        return value;
    }

    /** {@return a parameter that must be a name} */
    static String name(Map<String, String> parameters, String name) {
        return text(parameters, name, NAME);
    }

    /** {@return a number from 1 to a maximum} */
    static int number(@Nullable String text, String name, int max) {
        if (text == null
                || !MILLIS.matcher(text).matches()
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > max) {
            throw new Refusal(400, name + " must be from 1 to " + max);
        }
        return Integer.parseInt(text);
    }
}
