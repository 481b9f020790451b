package dev.freshet.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Hashes passwords with Argon2id (19 MiB, 2 passes, 1 lane: the OWASP minimum) on one thread with a bounded
/// queue, since a few at once would hold every core.
public final class Passwords implements AutoCloseable {
    private static final int LONGEST_QUEUE = 64;
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(LONGEST_QUEUE),
            Thread.ofPlatform().name("passwords").daemon(true).factory());

    /// The hash to store.
    ///
    /// @throws AppException.Exhausted when too many wait
    public String hash(String password) {
        return run(() -> Password.hash(password).addRandomSalt(16).with(ARGON2).getResult());
    }

    /// Whether the password is the one that the hash was made of.
    ///
    /// @throws AppException.Exhausted when too many wait
    public boolean matches(String password, String hash) {
        return run(() -> Password.check(password, hash).with(ARGON2));
    }

    /// How many wait.
    public int queued() {
        return worker.getQueue().size();
    }

    @Override
    public void close() {
        worker.shutdown();
    }

    private <T> T run(Callable<T> task) {
        try {
            Future<T> future = worker.submit(task);
            return future.get();
        } catch (RejectedExecutionException full) {
            throw new AppException.Exhausted(ErrorCode.BUSY, "too many people are signing in; please try again");
        } catch (ExecutionException error) {
            throw new AppException.Broken("a password could not be hashed", error);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("interrupted while a password was hashed", stopped);
        }
    }
}
