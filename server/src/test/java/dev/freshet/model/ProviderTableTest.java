package dev.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Provider.Driver;
import dev.freshet.model.Provider.KnownModel;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTableTest {
    private static final ProviderTable TABLE = ProviderTable.load();

    /// The contract's §16.
    private static final String FACTORIES = """
            OpenAI, xAI, TokenPony, Tongyi-Qianwen, ZHIPU-AI, Ollama, ModelScope, LocalAI,
            OpenAI-API-Compatible, VLLM, Moonshot, FastEmbed, Xinference, DeepSeek, VolcEngine, BaiChuan, Jina,
            Builtin, MiniMax, Mistral, Azure-OpenAI, Bedrock, Gemini, Groq, OpenRouter, StepFun, NVIDIA,
            LM-Studio, Cohere, TogetherAI, Upstage, NovitaAI, SILICONFLOW, PPIO, Replicate, Tencent Hunyuan,
            XunFei Spark, BaiduYiyan, Fish Audio, Tencent Cloud, Anthropic, Voyage AI, GiteeAI, Google Cloud,
            HuggingFace, GPUStack, DeepInfra, 302.AI, CometAPI, LongCat, DeerAPI, Jiekou.AI, MinerU""";

    @Test
    void hasTheContractsFactories() {
        assertThat(TABLE.all().stream().map(Provider::name).toList())
                .containsExactlyInAnyOrder(FACTORIES.replaceAll("\\s+", " ").split(", "))
                .hasSize(53);
    }

    @Test
    void everyDrivenProviderHasAnAddressOrIsHostedByTheTenant() {
        List<Provider> driven = TABLE.all().stream()
                .filter(one -> one.driver() == Driver.OPENAI)
                .toList();
        assertThat(driven)
                .allSatisfy(provider -> assertThat(provider.isSelfHosted()
                                || URI.create(provider.baseUrl()).isAbsolute())
                        .isTrue());
        assertThat(driven.stream().filter(Provider::isSelfHosted).map(Provider::name))
                .contains("VLLM", "LocalAI", "OpenAI-API-Compatible", "HuggingFace", "Ollama");
    }

    @Test
    void modelsBelongToTypesOfTheirProviderAndStandOnce() {
        assertThat(TABLE.all()).allSatisfy(provider -> {
            assertThat(provider.types())
                    .containsAll(
                            provider.models().stream().map(KnownModel::type).collect(Collectors.toSet()));
            assertThat(provider.models().stream().map(KnownModel::name)).doesNotHaveDuplicates();
        });
    }

    @Test
    void theBuiltinAnswererFollowsNoInstructions() {
        Provider builtin = TABLE.find("Builtin").orElseThrow();
        assertThat(builtin.model("extractive", ModelType.CHAT).orElseThrow().capabilities())
                .doesNotContain(Capability.INSTRUCTIONS);
        assertThat(builtin.model("BAAI/bge-small-en-v1.5", ModelType.EMBEDDING)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o@OpenAI, gpt-4o, OpenAI",
        "BAAI/bge-m3@SILICONFLOW, BAAI/bge-m3, SILICONFLOW",
        "a@b@Unknown, a@b, Unknown",
        "model@2024@VLLM, model@2024, VLLM"
    })
    void splitsANameAtItsProvider(String text, String model, String provider) {
        assertThat(TABLE.split(text)).contains(new ModelName(model, provider));
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o", "model@2024", "@OpenAI", "gpt-4o@"})
    void takesATextWithoutAKnownProviderAsABareName(String text) {
        assertThat(TABLE.split(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LocalAI, ___LocalAI",
        "HuggingFace, ___HuggingFace",
        "OpenAI-API-Compatible, ___OpenAI-API",
        "VLLM, ___VLLM"
    })
    void selfHostedModelsAreStoredWithASuffix(String name, String suffix) {
        Provider provider = TABLE.find(name).orElseThrow();
        assertThat(provider.storedName("llama")).isEqualTo("llama" + suffix);
        assertThat(provider.storedName("llama" + suffix)).isEqualTo("llama" + suffix);
        assertThat(provider.ownName("llama" + suffix)).isEqualTo("llama");
        assertThat(provider.ownName("llama")).isEqualTo("llama");
    }

    @ParameterizedTest
    @CsvSource({
        "OpenAI-API-Compatible, FRESHET_MODELS_BASE_URL_OPENAI_API_COMPATIBLE",
        "302.AI, FRESHET_MODELS_BASE_URL_302_AI",
        "Voyage AI, FRESHET_MODELS_BASE_URL_VOYAGE_AI"
    })
    void namesTheVariableOfAnAddress(String provider, String variable) {
        assertThat(ProviderTable.variable(provider)).isEqualTo(variable);
    }
}
