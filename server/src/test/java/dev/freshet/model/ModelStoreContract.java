package dev.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;

import dev.freshet.core.Ids;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store and the names built on it do on every database.
abstract class ModelStoreContract {
    private static final ModelName GPT = new ModelName("gpt-4o", "OpenAI");

    @TempDir
    Path folder;

    private final TenantId tenant = new TenantId(Ids.next());
    private final TenantId other = new TenantId(Ids.next());
    private Db db;
    private ModelStore store;

    abstract Db open(Path folder);

    @BeforeEach
    void openStore() {
        db = open(folder);
        store = new ModelStore(db, KeyVault.open(folder.resolve("key")), new Timestamps(InstantSource.system()));
    }

    @AfterEach
    void closeStore() {
        db.close();
    }

    @Test
    void givesBackWhatWasSavedAndOnlyToItsTenant() {
        store.save(List.of(model(GPT, ModelType.CHAT, "", "sk-1")));
        assertThat(store.find(tenant, GPT, ModelType.CHAT)).contains(model(GPT, ModelType.CHAT, "", "sk-1"));
        assertThat(store.find(other, GPT, ModelType.CHAT)).isEmpty();
        assertThat(store.list(other)).isEmpty();
        assertThat(store.find(tenant, GPT, ModelType.EMBEDDING)).isEmpty();
    }

    @Test
    void noKeyLiesInTheClear() {
        store.save(List.of(model(GPT, ModelType.CHAT, "", "sk-secret-key")));
        String stored = db.query(
                Lane.BROWSE,
                sql -> sql.select(field("key_sealed", String.class))
                        .from("tenant_model")
                        .fetchSingle(field("key_sealed", String.class)));
        assertThat(stored).isNotEmpty().doesNotContain("secret");
    }

    @Test
    void savingAgainKeepsWhatAModelHasCost() {
        store.save(List.of(model(GPT, ModelType.CHAT, "", "sk-1")));
        store.addUsed(tenant, GPT, ModelType.CHAT, 120);
        store.addUsed(tenant, GPT, ModelType.CHAT, 3);
        store.save(List.of(model(GPT, ModelType.CHAT, "http://proxy/v1", "sk-2")));
        TenantModel saved = store.find(tenant, GPT, ModelType.CHAT).orElseThrow();
        assertThat(saved.usedTokens()).isEqualTo(123);
        assertThat(saved.key().reveal()).isEqualTo("sk-2");
        assertThat(saved.baseUrl()).isEqualTo("http://proxy/v1");
    }

    @Test
    void deletesAModelOrAWholeProvider() {
        ModelName embedding = new ModelName("text-embedding-3-small", "OpenAI");
        ModelName deepseek = new ModelName("deepseek-chat", "DeepSeek");
        store.save(List.of(
                model(GPT, ModelType.CHAT, "", "a"),
                model(embedding, ModelType.EMBEDDING, "", "a"),
                model(deepseek, ModelType.CHAT, "", "b")));
        assertThat(store.delete(other, GPT)).isFalse();
        assertThat(store.delete(tenant, GPT)).isTrue();
        assertThat(store.delete(tenant, GPT)).isFalse();
        store.deleteProvider(tenant, "OpenAI");
        assertThat(store.list(tenant)).extracting(TenantModel::name).containsExactly(deepseek);
    }

    @Test
    void resolvesNamesOfEnabledModels() {
        store.save(List.of(
                model(GPT, ModelType.CHAT, "", "sk-1"),
                model(new ModelName("qwen___VLLM", "VLLM"), ModelType.CHAT, "http://gpu:8000/v1", "")));
        TenantModels models = models();
        assertThat(chat(models, "gpt-4o@OpenAI")).contains("gpt-4o@OpenAI");
        assertThat(chat(models, "gpt-4o")).contains("gpt-4o@OpenAI");
        assertThat(chat(models, "qwen@VLLM")).contains("qwen___VLLM@VLLM");
        assertThat(chat(models, "qwen___VLLM@VLLM")).contains("qwen___VLLM@VLLM");
        assertThat(chat(models, "gpt-5@OpenAI")).isEmpty();
        assertThat(models.chat(other, "gpt-4o@OpenAI")).isEmpty();
        store.enable(tenant, GPT, false);
        assertThat(chat(models, "gpt-4o@OpenAI")).isEmpty();
        assertThat(models.embedding(tenant, "gpt-4o@OpenAI")).isEmpty();
    }

    @Test
    void aBareNameThatTwoProvidersHaveIsNoName() {
        store.save(List.of(
                model(new ModelName("deepseek-chat", "DeepSeek"), ModelType.CHAT, "", "a"),
                model(new ModelName("deepseek-chat", "302.AI"), ModelType.CHAT, "", "b")));
        assertThat(chat(models(), "deepseek-chat")).isEmpty();
        assertThat(chat(models(), "deepseek-chat@302.AI")).contains("deepseek-chat@302.AI");
    }

    @Test
    void builtinModelsAreEverybodys() {
        assertThat(models().chat(other, "fake-chat@Builtin")).isPresent();
        assertThat(models().embedding(other, "fake-embedding@Builtin")).isPresent();
    }

    @Test
    void theTenantsAddressGoesBeforeTheSettingAndThatBeforeTheTable() {
        TenantModels models = models();
        assertThat(models.endpoint(model(GPT, ModelType.CHAT, "http://mine/v1", ""))
                        .orElseThrow()
                        .baseUrl())
                .isEqualTo(URI.create("http://mine/v1"));
        assertThat(models.endpoint(model(GPT, ModelType.CHAT, "", ""))
                        .orElseThrow()
                        .baseUrl())
                .isEqualTo(URI.create("https://api.openai.com/v1"));
        ModelName deepseek = new ModelName("deepseek-chat", "DeepSeek");
        assertThat(models.endpoint(model(deepseek, ModelType.CHAT, "", ""))
                        .orElseThrow()
                        .baseUrl())
                .isEqualTo(URI.create("http://configured/v1"));
        ModelName vllm = new ModelName("qwen___VLLM", "VLLM");
        assertThat(models.endpoint(model(vllm, ModelType.CHAT, "", ""))).isEmpty();
        assertThat(models.endpoint(model(vllm, ModelType.CHAT, "http://gpu/v1/", ""))
                        .orElseThrow()
                        .at("chat/completions"))
                .isEqualTo(URI.create("http://gpu/v1/chat/completions"));
    }

    @Test
    void findsRerankersOfProvidersWhoseFormIsKnown() {
        TenantModels models = models();
        TenantModel jina =
                model(new ModelName("jina-reranker-v2-base-multilingual", "Jina"), ModelType.RERANK, "", "k");
        TenantModel voyage = model(new ModelName("rerank-2", "Voyage AI"), ModelType.RERANK, "", "k");
        TenantModel own = model(new ModelName("bge___LocalAI", "LocalAI"), ModelType.RERANK, "http://gpu:8080/v1", "");
        store.save(List.of(jina, voyage, own));
        assertThat(models.rerank(tenant, jina.name().toString())).isPresent();
        assertThat(models.rerank(tenant, "bge@LocalAI")).isPresent();
        assertThat(models.rerank(tenant, voyage.name().toString())).isEmpty();
        assertThat(models.rerank(tenant, "unknown@Jina")).isEmpty();
        assertThat(models.rerank(new TenantId("other"), jina.name().toString())).isEmpty();
        RerankEndpoint endpoint = models.rerankEndpoint(jina).orElseThrow();
        assertThat(endpoint.form()).isEqualTo(RerankForm.JINA);
        assertThat(endpoint.endpoint().baseUrl()).isEqualTo(URI.create("https://api.jina.ai/v1"));
        store.enable(tenant, jina.name(), false);
        assertThat(models.rerank(tenant, jina.name().toString())).isEmpty();
    }

    private Optional<String> chat(TenantModels models, String name) {
        return models.chat(tenant, name).map(model -> model.info().name().toString());
    }

    private TenantModels models() {
        return new TenantModels(
                store,
                ProviderTable.load(),
                provider -> provider.equals("DeepSeek")
                        ? Optional.of(URI.create("http://configured/v1"))
                        : Optional.empty(),
                new FakeModels.Driver(() -> ""),
                endpoint -> FakeModels.rerank(endpoint, () -> ""),
                FakeModels.chat("fake-chat@Builtin"),
                FakeModels.embedding("fake-embedding@Builtin"));
    }

    private TenantModel model(ModelName name, ModelType type, String baseUrl, String key) {
        return new TenantModel(tenant, name, type, baseUrl, new Secret(key), 8_192, 0, true);
    }
}
