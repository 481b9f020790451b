package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelName;
import dev.freshet.observe.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whoever waits for the embedding of a question may leave; the others get it all the same.
class QuestionEmbedderTest {
    private static final Duration AMPLE = Duration.ofMinutes(5);
    private static final RetrievalSettings STERN =
            new RetrievalSettings(AMPLE, AMPLE, AMPLE, AMPLE, false, false, 1, AMPLE);

    private final Slow model = new Slow();
    private final QuestionEmbedder embedder =
            new QuestionEmbedder(new Breakers(STERN), new Observations(new Metrics()));
    private final Deadline.Cancellation first = new Deadline.Cancellation();
    private final Deadline.Cancellation second = new Deadline.Cancellation();

    @Test
    void embedsOnForWhoeverStillWaits() throws InterruptedException {
        ask(first);
        QuestionEmbedder.Pending stays = ask(second);
        Deadline call = model.call();
        first.cancel();
        assertThat(call.isCancelled()).isFalse();
        model.answer();
        assertThat(stays.await()).isEqualTo(Slow.VECTOR);
    }

    @Test
    void givesUpWhenAllHaveLeftAndBeginsAnewForTheNext() throws InterruptedException {
        QuestionEmbedder.Pending leaves = ask(first);
        ask(second);
        Deadline call = model.call();
        first.cancel();
        second.cancel();
        assertThat(call.isCancelled()).isTrue();
        assertThatThrownBy(leaves::await).isInstanceOf(AppException.Rejected.class);
        QuestionEmbedder.Pending next = ask(new Deadline.Cancellation());
        assertThat(model.call().isCancelled()).isFalse();
        model.answer();
        assertThat(next.await()).isEqualTo(Slow.VECTOR);
    }

    @Test
    void keepsWhatIsDoneWhoeverLeavesThen() throws InterruptedException {
        QuestionEmbedder.Pending asked = ask(first);
        model.call();
        model.answer();
        assertThat(asked.await()).isEqualTo(Slow.VECTOR);
        first.cancel();
        assertThat(ask(second).await()).isEqualTo(Slow.VECTOR);
        assertThat(model.calls).isEmpty();
    }

    private QuestionEmbedder.Pending ask(Deadline.Cancellation left) {
        return embedder.start(
                new TenantId("t"), model, "How?", Deadline.in(AMPLE).until(left));
    }

    /// Answers when it is told to or when nobody waits any longer.
    private static final class Slow implements EmbeddingModel {
        private static final Vector VECTOR = Vector.unit(new float[] {1, 0});

        private final BlockingQueue<Deadline> calls = new LinkedBlockingQueue<>();
        private final Deadline.Cancellation answered = new Deadline.Cancellation();

        private Deadline call() throws InterruptedException {
            return Objects.requireNonNull(calls.poll(1, TimeUnit.MINUTES), "the model was not asked");
        }

        private void answer() {
            answered.cancel();
        }

        @Override
        public ModelName name() {
            return new ModelName("slow", "Test");
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
            calls.add(deadline);
            Deadline.Cancellation either = new Deadline.Cancellation();
            deadline.onCancelled(either::cancel);
            Deadline.in(AMPLE).until(answered).onCancelled(either::cancel);
            assertThatThrownBy(() -> Deadline.in(AMPLE).until(either).pause(AMPLE))
                    .isInstanceOf(AppException.Rejected.class);
            deadline.checkCancelled();
            return new Embeddings(List.of(VECTOR), 1);
        }
    }
}
