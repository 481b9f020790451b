package dev.freshet;

import dev.freshet.answer.admission.Admission;
import dev.freshet.answer.admission.Asker;
import dev.freshet.config.Settings;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.index.ChunkAnalyzer;
import dev.freshet.model.ModelCheck;
import dev.freshet.model.ModelStore;
import dev.freshet.model.ProviderTable;
import dev.freshet.model.TenantModels;
import dev.freshet.model.builtin.BuiltinEmbeddingModel;
import dev.freshet.model.builtin.ExtractiveModel;
import dev.freshet.model.openai.OpenAiDriver;
import dev.freshet.model.rerank.RerankDriver;
import dev.freshet.observe.Metrics;
import dev.freshet.retrieval.Highlighter;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.Retriever;
import dev.freshet.text.Analyzer;
import dev.freshet.text.TokenCounter;

/// Everything that understands text: analysers, models, retrieval.
final class Intelligence implements AutoCloseable {
    final TokenCounter tokens;
    final Analyzer analyzer = new Analyzer();
    final ChunkAnalyzer chunkAnalyzer;
    final QueryAnalyzer queries;
    final Highlighter highlighter;
    final BuiltinEmbeddingModel builtinEmbedding;
    final HttpCaller caller;
    final ProviderTable providers = ProviderTable.load();
    final ModelStore modelStore;
    final TenantModels models;
    final ModelCheck check;
    final Admission admission;
    final Retriever retriever;

    Intelligence(Settings settings, Storage storage, Network network, TokenCounter tokens, Metrics metrics) {
        this.tokens = tokens;
        chunkAnalyzer = new ChunkAnalyzer(analyzer);
        queries = new QueryAnalyzer(analyzer);
        highlighter = new Highlighter(analyzer);
        admission = new Admission(settings.admission(), metrics);
        builtinEmbedding = BuiltinEmbeddingModel.start(
                storage.folder.resolve("models"), () -> admission.processing().taken() > 0);
        caller = HttpCaller.open(network, settings.calls());
        OpenAiDriver driver = new OpenAiDriver(caller, tokens);
        RerankDriver rerankers =
                new RerankDriver(caller, tokens, settings.retrieval().rerankAsV023());
        modelStore = new ModelStore(storage.db, storage.vault, storage.clock);
        models = new TenantModels(
                modelStore,
                providers,
                settings.providers()::baseUrl,
                driver,
                rerankers::model,
                new ExtractiveModel(analyzer, tokens),
                builtinEmbedding);
        check = new ModelCheck(driver, rerankers::model);
        retriever = new Retriever(
                storage.index,
                queries,
                settings.retrieval(),
                metrics,
                (tenant, deadline) -> admission.processing(new Asker(tenant, ""), deadline));
    }

    @Override
    public void close() {
        builtinEmbedding.close();
        caller.close();
    }
}
