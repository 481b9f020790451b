package dev.freshet;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.core.Vector;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.ForwardingIndex;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.ParseProgress;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument;
import dev.freshet.ingest.parse.Parser;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.ModelInfo;
import dev.freshet.model.ModelName;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import dev.freshet.model.RerankModel;
import dev.freshet.model.TokenSink;
import dev.freshet.model.TokenSink.Channel;
import dev.freshet.model.Usage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ports whose calls for one tenant stop at the gate of the dependency that a test holds, and go on at once
/// otherwise.
final class HeldParts {
    private volatile Held held = new Held("nothing", new TenantId("nobody"), new DatasetId("nothing"), new Gate());

    /// What is held.
    ///
    /// @param dependency which of the ports
    /// @param tenant whose models are held
    /// @param dataset searches of which are held
    record Held(String dependency, TenantId tenant, DatasetId dataset, Gate gate) {}

    void hold(Held next) {
        held = next;
    }

    /// Stops here when this is what is held.
    void pass(String dependency) {
        Held now = held;
        if (now.dependency().equals(dependency)) {
            now.gate().pass();
        }
    }

    private void pass(String dependency, TenantId tenant) {
        if (held.tenant().equals(tenant)) {
            pass(dependency);
        }
    }

    /// Models that repeat the prompt, see all texts alike and find all passages equally good.
    Models models() {
        return new TenantsModels();
    }

    private final class TenantsModels implements Models {
        @Override
        public Optional<ChatModel> chat(TenantId tenant, String name) {
            return Optional.of(new Echo(tenant));
        }

        @Override
        public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
            return Optional.of(new Alike(tenant));
        }

        @Override
        public Optional<RerankModel> rerank(TenantId tenant, String name) {
            return Optional.of(new EquallyGood(tenant));
        }
    }

    private final class Echo implements ChatModel {
        private final TenantId tenant;

        private Echo(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public ModelInfo info() {
            return new ModelInfo(new ModelName("chat", "Test"), 8192, Set.of());
        }

        @Override
        public void stream(Prompt prompt, TokenSink sink, Deadline deadline) {
            pass("model", tenant);
            byte[] utf8 = prompt.messages().getFirst().text().getBytes(StandardCharsets.UTF_8);
            sink.loop().run(() -> {
                sink.opened(() -> {});
                sink.append(Channel.ANSWER, utf8, 0, utf8.length);
                sink.finished(TokenSink.FinishReason.STOP);
            });
        }

        @Override
        public Completion complete(Prompt prompt, Deadline deadline) {
            return new Completion("", Usage.NONE);
        }
    }

    private final class Alike implements EmbeddingModel {
        private final TenantId tenant;

        private Alike(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public ModelName name() {
            return new ModelName("embedding", "Test");
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Embeddings embed(List<String> texts, Purpose purpose, Deadline deadline) {
            pass("embedding", tenant);
            return new Embeddings(
                    texts.stream()
                            .map(text -> Vector.unit(new float[] {1, 0.5f}))
                            .toList(),
                    texts.size());
        }
    }

    private final class EquallyGood implements RerankModel {
        private final TenantId tenant;

        private EquallyGood(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public ModelName name() {
            return new ModelName("rerank", "Test");
        }

        @Override
        public Scores score(String question, List<String> passages, Deadline deadline) {
            pass("reranker", tenant);
            return new Scores(new double[passages.size()], 0);
        }
    }

    /// A parser before which every file waits.
    Parser parser(Parser parser) {
        return new Parser() {
            @Override
            public ParsedDocument parse(FileFormat format, ParseRequest request, ParseProgress progress) {
                pass("parser");
                return parser.parse(format, request, progress);
            }

            @Override
            public void close() {
                parser.close();
            }
        };
    }

    /// A store before which every upload waits.
    BlobStore files(BlobStore files) {
        return new BlobStore() {
            @Override
            public Path createTemporary() {
                return files.createTemporary();
            }

            @Override
            public String put(Path temporary) {
                pass("upload");
                return files.put(temporary);
            }

            @Override
            public InputStream open(String location) {
                return files.open(location);
            }

            @Override
            public Path file(String location) {
                return files.file(location);
            }

            @Override
            public long size(String location) {
                return files.size(location);
            }

            @Override
            public List<String> putBefore(Instant moment) {
                return files.putBefore(moment);
            }

            @Override
            public void delete(String location) {
                files.delete(location);
            }
        };
    }

    /// An index before which the searches of one dataset wait.
    ChunkIndex index(ChunkIndex index) {
        return new HeldIndex(index);
    }

    private final class HeldIndex extends ForwardingIndex {
        private HeldIndex(ChunkIndex index) {
            super(index);
        }

        @Override
        public SearchResult search(SearchRequest request) {
            hold(request);
            return super.search(request);
        }

        @Override
        public SearchResult search(SearchRequest request, Supplier<@Nullable VectorQuery> vector) {
            hold(request);
            return super.search(request, vector);
        }

        private void hold(SearchRequest request) {
            if (request.datasets().contains(held.dataset())) {
                pass("search");
            }
        }
    }
}
