package dev.freshet.answer.admission;

import dev.freshet.answer.admission.AdmissionSettings.Limits;
import dev.freshet.core.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the questions under way, waiting ones included: on the server, for each tenant, for each model.
final class Places {
    private final int server;
    private final int tenant;
    private final int model;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, Integer> tenants = new HashMap<>();
    private final Map<String, Integer> models = new HashMap<>();
    private int taken;

    Places(AdmissionSettings settings) {
        Limits running = settings.running();
        Limits waiting = settings.waiting();
        int ofServer = Math.max(1, running.server() - WaitingLine.lastTenth(running.server()));
        server = running.server() + waiting.server();
        tenant = (running.tenant() == 0 ? ofServer : Math.min(ofServer, running.tenant())) + waiting.tenant();
        model = running.model() == 0 ? Integer.MAX_VALUE : running.model() + waiting.model();
    }

    /// Which limit was reached.
    enum Full {
        SERVER,
        TENANT,
        MODEL
    }

    /// Takes a place, or says why there is none. The last tenth of the server's places is for tenants that have
    /// none.
    Optional<Full> take(TenantId owner, String asked) {
        lock.lock();
        try {
            int own = tenants.getOrDefault(owner, 0);
            if (taken >= server || (own > 0 && taken >= server - WaitingLine.lastTenth(server))) {
                return Optional.of(Full.SERVER);
            }
            if (own >= tenant) {
                return Optional.of(Full.TENANT);
            }
            if (models.getOrDefault(asked, 0) >= model) {
                return Optional.of(Full.MODEL);
            }
            taken++;
            tenants.merge(owner, 1, Integer::sum);
            models.merge(asked, 1, Integer::sum);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void giveBack(TenantId owner, String asked) {
        lock.lock();
        try {
            taken--;
            tenants.computeIfPresent(owner, (id, count) -> count == 1 ? null : count - 1);
            models.computeIfPresent(asked, (name, count) -> count == 1 ? null : count - 1);
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int limit() {
        return server;
    }
}
