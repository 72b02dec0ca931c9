package io.github.goloom.examples.digest;

import io.github.goloom.chan.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests one file after the other, with one buffer: each goroutine has its own. */
final class Digester {
    private final Opener opener;
    private final Cancellation until;
    private final Progress progress;
    private final MessageDigest sha256 = sha256();
    private final byte[] buffer = new byte[1 << 16];

    Digester(Opener opener, Cancellation until, Progress progress) {
        this.opener = opener;
        this.until = until;
        this.progress = progress;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** Reads the file to its end; even in a big one the cancellation is seen at once. */
    Outcome digest(String path) {
        sha256.reset();
        try (InputStream in = opener.open(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                until.throwIfDone();
                sha256.update(buffer, 0, n);
                progress.read(n);
            }
            return new Outcome.Sum(HexFormat.of().formatHex(sha256.digest()));
        } catch (IOException e) {
            return new Outcome.Failure(Reason.of(e));
        }
    }
}
