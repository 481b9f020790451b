package dev.freshet.answer.admission;

import dev.freshet.answer.admission.ModelGates.ModelGate;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Says who may ask now, and in which order those who wait are served. A refusal comes before anything of the
/// question is written.
public final class Admission {
    private static final String PROCESSING = "processing";

    private static final Duration LONGEST_ADVICE = Duration.ofSeconds(60);

    private final Metrics metrics;
    private final Places places;
    private final FairGate processing;
    private final FairGate running;
    private final ModelGates models;

    public Admission(AdmissionSettings settings, Metrics metrics) {
        this(settings, metrics, System::nanoTime);
    }

    Admission(AdmissionSettings settings, Metrics metrics, LongSupplier nanoTime) {
        this.metrics = metrics;
        places = new Places(settings);
        processing = new FairGate("a processor", settings.places(), 0, nanoTime);
        running = new FairGate(
                "the model", settings.running().server(), settings.running().tenant(), nanoTime);
        models = new ModelGates(settings, nanoTime);
    }

    /// Takes a place among the questions under way.
    ///
    /// @param model the name of the model that will be asked
    /// @param deadline how long it may wait, and be answered, in all; when it is cancelled, the question leaves
    ///     whatever line it waits in, now and later
    /// @throws AppException.Exhausted with [ErrorCode#BUSY] and an advice when to come again, when too many
    ///     are under way
    public Reservation reserve(Asker asker, String model, Deadline deadline) {
        Optional<Places.Full> full = places.take(asker.tenant(), model);
        if (full.isPresent()) {
            metrics.count(
                    "freshet.admission.refused", "limit", full.get().name().toLowerCase(Locale.ROOT));
            throw new AppException.Exhausted(ErrorCode.BUSY, sentence(full.get()), advice());
        }
        return new Reservation(asker, model, deadline);
    }

    /// Questions under way, waiting ones included.
    public int taken() {
        return places.taken();
    }

    /// How many questions may be under way, waiting ones included.
    public int limit() {
        return places.limit();
    }

    /// Turns at a processor for a search that is no question and has no place among them.
    public Processing processing(Asker asker, Deadline deadline) {
        return new Processing(() -> {
            FairGate.Pass pass = processing.enter(asker);
            pass.await(deadline, null);
            waited(pass, PROCESSING);
            return pass::close;
        });
    }

    private void waited(FairGate.Pass pass, String gate) {
        metrics.time("freshet.admission.wait", pass.waited(), "gate", gate);
    }

    /// The gate for work before the model.
    public FairGate processing() {
        return processing;
    }

    /// The gate before the models.
    public FairGate running() {
        return running;
    }

    /// How many wait for a model that has a limit of its own.
    public int waitingForModels() {
        return models.all().stream().mapToInt(model -> model.gate().waiting()).sum();
    }

    /// The lowest limit that a model has at present; the server's where models have none.
    public int lowestModelLimit() {
        return models.all().stream()
                .mapToInt(model -> model.gate().slots())
                .min()
                .orElseGet(running::slots);
    }

    private Duration advice() {
        Duration wait = running.expectedWait();
        Duration atLeast = wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
        return atLeast.compareTo(LONGEST_ADVICE) > 0 ? LONGEST_ADVICE : atLeast;
    }

    private static String sentence(Places.Full full) {
        return switch (full) {
            case SERVER -> "the server is answering as many questions as it can; please try again shortly";
            case TENANT -> "too many of your questions are under way; please wait for some of them";
            case MODEL -> "too many questions wait for this model; please try again shortly";
        };
    }

    /// A question's place, from before it is stored to after its answer is.
    public final class Reservation implements AutoCloseable {
        private final Asker asker;
        private final String model;
        private final Deadline deadline;
        private final List<FairGate.Pass> permits = new ArrayList<>(2);
        private boolean closed;

        private Reservation(Asker asker, String model, Deadline deadline) {
            this.asker = asker;
            this.model = model;
            this.deadline = deadline;
        }

        /// By when the question has to be answered.
        public Deadline deadline() {
            return deadline;
        }

        /// Does work that needs a processor and waits for nothing, when it is this question's turn.
        public <T> T compute(Supplier<T> work) {
            return processing().compute(place -> work.get());
        }

        /// Where this question waits for its turns at a processor. What waits for a remote service is done
        /// [Processing.Place#outside].
        public Processing processing() {
            return new Processing(() -> pass(processing, PROCESSING, null)::close);
        }

        /// Waits for leave to ask the model.
        ///
        /// @param told hears its place in the queue when there is one
        /// @throws AppException.Rejected with [ErrorCode#CANCELLED] when the deadline is cancelled
        /// @throws AppException.Exhausted when the deadline passes first
        public void awaitPermit(Consumer<QueuePlace> told) {
            Optional<ModelGate> own = models.of(model);
            if (own.isPresent()) {
                permits.add(pass(own.get().gate(), "model", told));
            }
            permits.add(pass(running, "running", told));
        }

        /// Tells what the model did, and gives the permit back while citations are still looked up.
        public void release(Observed observed) {
            permits.forEach(FairGate.Pass::close);
            permits.clear();
            models.of(model).ifPresent(gate -> gate.learn(observed));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                permits.forEach(FairGate.Pass::close);
                permits.clear();
                places.giveBack(asker.tenant(), model);
            }
        }

        private FairGate.Pass pass(FairGate gate, String name, @Nullable Consumer<QueuePlace> told) {
            deadline.checkCancelled();
            FairGate.Pass pass = gate.enter(asker);
            pass.await(deadline, told);
            waited(pass, name);
            return pass;
        }
    }
}
