package io.github.goloom.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Each client has a limit of its own, and as many clients are kept as fit. */
class ClientsTest {
    private final Clients clients = new Clients(1, 2);

    @Test
    void client_beyondItsBurst_isRefused() {
        clients.admit("a");
        clients.admit("a");
        assertThatThrownBy(() -> clients.admit("a"))
                .isInstanceOfSatisfying(
                        Refusal.class, it -> assertThat(it.status()).isEqualTo(429));
        clients.admit("b");
    }

    @Test
    void clients_moreThanAreKept_forgetTheOneThatWasNotSeenForLongest() {
        clients.admit("a");
        clients.admit("a");
        clients.admit("b");
        clients.admit("b");
        assertThatThrownBy(() -> clients.admit("a")).isInstanceOf(Refusal.class);
        clients.admit("c");
        assertThat(clients.size()).isEqualTo(2);
        assertThatThrownBy(() -> clients.admit("a")).isInstanceOf(Refusal.class); // seen after b, and still there
        clients.admit("b");
    }
}
