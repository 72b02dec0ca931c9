package io.github.goloom.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.goloom.sync.Mutex;
import io.github.goloom.sync.WaitGroup;
import io.github.goloom.testing.Bubbled;
import org.junit.jupiter.api.Test;

class AccountTest {
    /** An account, whose balance is guarded by a mutex. */
    private static final class Account {
        private final Mutex mutex = new Mutex("account");
        private long balance;

        long balance() {
            mutex.lock();
            try {
                return balance;
            } finally {
                mutex.unlock();
            }
        }

        void deposit(long amount) {
            mutex.lock();
            try {
                balance += amount; // not: setBalance(balance() + amount)
            } finally {
                mutex.unlock();
            }
        }
    }

    @Bubbled(seeds = 200)
    @Test
    void deposit_twoAtOnce_countsBoth() throws Exception {
        Account account = new Account();
        WaitGroup deposits = new WaitGroup();
        deposits.go(() -> account.deposit(1));
        deposits.go(() -> account.deposit(2));
        deposits.await();
        assertEquals(3, account.balance());
    }
}
