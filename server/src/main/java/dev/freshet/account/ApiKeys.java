package dev.freshet.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.freshet.core.AssistantId;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes API keys and finds whose they are. Answers are kept for a minute, so that a question costs no
/// statement for its key; a key deleted here is forgotten at once.
public final class ApiKeys {
    private static final String PREFIX = "ragflow-";
    private static final int TOKEN_BYTES = 32;
    private static final int BETA_LENGTH = 32;

    private final ApiKeyStore store;
    private final Timestamps clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong deletions = new AtomicLong();
    private final Cache<String, ApiKey> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    public ApiKeys(ApiKeyStore store, Timestamps clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Makes and stores a key.
    ///
    /// @param assistant the one assistant that it opens; null for all of the tenant
    public ApiKey create(TenantId tenant, @Nullable AssistantId assistant) {
        ApiKey key = new ApiKey(
                tenant,
                new Secret(PREFIX + text()),
                new Secret(text().substring(0, BETA_LENGTH)),
                assistant,
                null,
                clock.next());
        store.insert(tenant, key);
        return key;
    }

    /// The tenant's keys, oldest first.
    public List<ApiKey> list(TenantId tenant) {
        return store.list(tenant);
    }

    /// Removes the key, whether it was there or not.
    public void delete(TenantId tenant, String token) {
        store.delete(tenant, token);
        deletions.incrementAndGet();
        known.invalidateAll();
    }

    /// The key with this token.
    public Optional<ApiKey> byToken(String token) {
        return find("t" + KeyVault.fingerprint(token), () -> store.findByToken(token));
    }

    /// The key with this beta token.
    public Optional<ApiKey> byBeta(String beta) {
        return find("b" + KeyVault.fingerprint(beta), () -> store.findByBeta(beta));
    }

    /// Asks the database outside the cache, whose locks would let one slow look-up hold those of other tenants. A
    /// key that was deleted meanwhile is not remembered.
    private Optional<ApiKey> find(String fingerprint, Supplier<Optional<ApiKey>> stored) {
        ApiKey remembered = known.getIfPresent(fingerprint);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        long before = deletions.get();
        Optional<ApiKey> found = stored.get();
        found.ifPresent(key -> known.put(fingerprint, key));
        if (deletions.get() != before) {
            known.invalidate(fingerprint);
        }
        return found;
    }

    private String text() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
