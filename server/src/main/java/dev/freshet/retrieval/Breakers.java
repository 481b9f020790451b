package dev.freshet.retrieval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.freshet.core.TenantId;
import dev.freshet.model.ModelName;
import java.util.Objects;

/// The breaker of each model. A name means another model for another tenant, so tenants share nothing.
final class Breakers {
    private static final int MOST = 10_000;

    private final RetrievalSettings settings;
    private final Cache<Key, Breaker> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    Breakers(RetrievalSettings settings) {
        this.settings = settings;
    }

    Breaker of(TenantId tenant, ModelName model) {
        return Objects.requireNonNull(known.get(
                new Key(tenant, model),
                key -> new Breaker(settings.breakerFailures(), settings.breakerPause(), System::nanoTime)));
    }

    private record Key(TenantId tenant, ModelName model) {}
}
