package io.github.goloom.examples.service;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords, which is nothing but computing. This runs on platform threads, as many as there are processors: a
 * virtual thread that computes keeps its carrier until it waits for something, and there are only as many carriers as
 * processors. A few hashes at a time would hold up every other goroutine of the service, whereas the operating system
 * takes a processor away from a platform thread after some milliseconds. The pool also bounds how many compute at once.
 */
final class Passwords implements AutoCloseable {
    private static final int ITERATIONS = 20_000; // a real service takes ten times as many, or more
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private final SecureRandom random = new SecureRandom();
    private final ExecutorService processors = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("password-", 0).factory());

    /** {@return an account whose password is being hashed; a future that is cancelled before its turn costs nothing} */
    CompletableFuture<Account> hash(String name, String password) {
        return CompletableFuture.supplyAsync(() -> account(name, password), processors);
    }

    private Account account(String name, String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS);
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new Account(name, salt, hash);
        } catch (GeneralSecurityException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        processors.close();
    }
}
