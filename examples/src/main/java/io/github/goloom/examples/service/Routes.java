package io.github.goloom.examples.service;

import java.util.Map;
import java.util.regex.Pattern;

/** What there is, by path and method. */
final class Routes {
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_QUANTITY = 100;
    private static final Pattern PASSWORD = Pattern.compile(".{8,128}", Pattern.DOTALL);
    private static final String CUSTOMERS = "/customers/";

    private final Shop shop;

    Routes(Shop shop) {
        this.shop = shop;
    }

    /** {@return the name of the route, for the books: it has nothing that a client can make up} */
    static String name(String method, String path) {
        String verb = method.equals("GET") || method.equals("POST") ? method : "OTHER";
        return switch (path) {
            case "/bestsellers", "/report", "/orders", "/accounts" -> verb + " " + path;
            default -> verb + (path.startsWith(CUSTOMERS) ? " /customers" : " /other");
        };
    }

    Reply reply(Request request, String body) throws Exception {
        String path = request.path();
        return switch (path) {
            case "/bestsellers" -> {
                allow("GET", request);
                yield Reply.ok(shop.bestsellers(request));
            }
            case "/report" -> {
                allow("GET", request);
                Map<String, String> query = Request.parameters(request.query());
                yield Reply.ok(shop.report(request, Request.number(query.get("rows"), "rows", MOST_ROWS)));
            }
            case "/orders" -> {
                allow("POST", request);
                yield Reply.created(shop.order(request, order(Request.parameters(body))));
            }
            case "/accounts" -> {
                allow("POST", request);
                Map<String, String> form = Request.parameters(body);
                String password = Request.text(form, "password", PASSWORD);
                yield Reply.created(shop.register(request, Request.name(form, "name"), password));
            }
            default -> {
                if (!path.startsWith(CUSTOMERS)) {
                    throw new Refusal(404, "there is nothing here");
                }
                allow("GET", request);
                yield customer(request, path.substring(CUSTOMERS.length()));
            }
        };
    }

    private Reply customer(Request request, String customer) throws Exception {
        String page = shop.customer(request, Request.number(customer, "customer", Integer.MAX_VALUE));
        if (!page.startsWith("customer ")) {
            throw new Refusal(404, "there is no such customer");
        }
        return Reply.ok(page);
    }

    private static void allow(String method, Request request) {
        if (!request.method().equals(method)) {
            throw new Refusal(405, "only " + method);
        }
    }

    private static Order order(Map<String, String> form) {
        return new Order(
                Request.name(form, "id"),
                Request.number(form.get("customer"), "customer", Sql.CUSTOMERS),
                Request.number(form.get("product"), "product", Sql.PRODUCTS),
                Request.number(form.get("quantity"), "quantity", MOST_QUANTITY));
    }
}
