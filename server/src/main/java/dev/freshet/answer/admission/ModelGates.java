package dev.freshet.answer.admission;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// One gate for each model that is in use, where models have limits of their own.
final class ModelGates {
    private static final int LARGEST_FIRST_LIMIT = 16;

    private final AdmissionSettings settings;
    private final LongSupplier nanoTime;
    private final Map<String, ModelGate> gates = new ConcurrentHashMap<>();

    ModelGates(AdmissionSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /// The gate of a model; nothing where models have no limit.
    Optional<ModelGate> of(String model) {
        boolean limited = settings.running().model() > 0 || settings.adaptive().on();
        return limited ? Optional.of(gates.computeIfAbsent(model, name -> new ModelGate())) : Optional.empty();
    }

    Collection<ModelGate> all() {
        return gates.values();
    }

    /// A gate and, where limits follow the models, what moves it.
    final class ModelGate {
        private final ReentrantLock lock = new ReentrantLock();
        private final AdaptiveLimit limit;
        private final FairGate gate;

        private ModelGate() {
            int most = settings.running().model() > 0
                    ? settings.running().model()
                    : settings.running().server();
            int first = settings.adaptive().on() ? Math.min(LARGEST_FIRST_LIMIT, most) : most;
            limit = new AdaptiveLimit(first, most);
            gate = new FairGate("the model", first, 0, nanoTime);
        }

        FairGate gate() {
            return gate;
        }

        /// What the model did.
        void learn(Observed observed) {
            if (!settings.adaptive().on() || observed.equals(Observed.NOTHING)) {
                return;
            }
            boolean late = observed.firstToken().compareTo(settings.adaptive().firstToken()) > 0;
            int inUse = gate.taken();
            lock.lock();
            try {
                if (observed.refused() || late) {
                    limit.bad(nanoTime.getAsLong());
                } else {
                    limit.good(inUse);
                }
                gate.resize(limit.limit());
            } finally {
                lock.unlock();
            }
        }
    }
}
