package dev.freshet.model.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.model.RerankForm;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules for addresses and names of contract §15.
class RerankAddressTest {
    @ParameterizedTest
    @CsvSource({
        "JINA, http://own/v1, https://api.jina.ai/v1/rerank",
        "JINA, https://ai.gitee.com/v1, https://api.jina.ai/v1/rerank",
        "XINFERENCE, http://host:9997, http://host:9997/v1/rerank",
        "XINFERENCE, http://host:9997/v1, http://host:9997/v1/rerank",
        "XINFERENCE, http://host:9997/deep/v1, http://host:9997/v1/rerank",
        "XINFERENCE, http://host:9997/deep/v1/rerank, http://host:9997/deep/v1/rerank",
        "XINFERENCE, http://host:9997/rerank, http://host:9997/v1/rerank",
        "LOCALAI, http://host:8080/v1, http://host:8080/rerank",
        "LOCALAI, http://host:8080/v1/rerank, http://host:8080/v1/rerank",
        "OPENAI_COMPATIBLE, http://host:8080/v1, http://host:8080/rerank",
        "OPENAI_COMPATIBLE, http://host:8080/deep/rerank, http://host:8080/deep/rerank",
        "SILICONFLOW, https://api.siliconflow.cn/v1, https://api.siliconflow.cn/v1/rerank",
        "SILICONFLOW, https://api.siliconflow.cn/v1/rerank, https://api.siliconflow.cn/v1/rerank",
        "COHERE, https://api.cohere.com, https://api.cohere.com/v1/rerank",
        "TEI, http://tei:80, http://tei:80/rerank",
        "TEI, http://tei:80/, http://tei:80/rerank",
        "GPUSTACK, http://gpu, http://gpu/v1/rerank",
    })
    void followsTheOldRulesWhenAsked(RerankForm form, String base, String address) {
        assertThat(address(form, base, "m", true)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "JINA, https://api.jina.ai/v1, https://api.jina.ai/v1/rerank",
        "JINA, http://own/v1/, http://own/v1/rerank",
        "JINA, http://own/v1/rerank, http://own/v1/rerank",
        "XINFERENCE, http://host:9997, http://host:9997/v1/rerank",
        "LOCALAI, http://host:8080/v1, http://host:8080/rerank",
        "OPENAI_COMPATIBLE, http://host:8080/v1, http://host:8080/v1/rerank",
        "OPENAI_COMPATIBLE, http://host:8080/v1/rerank, http://host:8080/v1/rerank",
        "COHERE, http://vllm:8000/v1, http://vllm:8000/v1/rerank",
        "COHERE, https://api.cohere.com/v2, https://api.cohere.com/v1/rerank",
        "COHERE, https://api.cohere.com/v2/rerank, https://api.cohere.com/v2/rerank",
        "GPUSTACK, http://gpu/v1, http://gpu/v1/rerank",
    })
    void takesTheGivenAddressAndKeepsItsPath(RerankForm form, String base, String address) {
        assertThat(address(form, base, "m", false)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "nvidia/nv-rerankqa-mistral-4b-v3, nv-rerankqa-mistral-4b-v3/reranking, nvidia/nv-rerankqa-mistral-4b-v3",
        "nvidia/rerank-qa-mistral-4b, reranking, nv-rerank-qa-mistral-4b:1",
    })
    void nvidiasModelsHaveAddressesOfTheirOwn(String model, String path, String sent) {
        String base = "https://ai.api.nvidia.com/v1/retrieval/nvidia/";
        assertThat(address(RerankForm.NVIDIA, base, model, true)).isEqualTo(base + path);
        assertThat(address(RerankForm.NVIDIA, base, model, false)).isEqualTo(base + path);
        assertThat(new RerankAddress(RerankForm.NVIDIA, URI.create(base), model, true).sentModel())
                .isEqualTo(sent);
    }

    @Test
    void otherModelsOfNvidiaAreUsableInTheFixedFormOnly() {
        assertThat(address(RerankForm.NVIDIA, "http://nim/v1", "other", false)).isEqualTo("http://nim/v1/reranking");
        assertThatThrownBy(() -> address(RerankForm.NVIDIA, "http://nim/v1", "other", true))
                .isInstanceOf(AppException.Rejected.class);
    }

    @Test
    void namesOfLocalModelsEndBeforeTheirSuffix() {
        URI base = URI.create("http://host");
        assertThat(new RerankAddress(RerankForm.LOCALAI, base, "bge___LocalAI", false).sentModel())
                .isEqualTo("bge");
        assertThat(new RerankAddress(RerankForm.JINA, base, "a___b", false).sentModel())
                .isEqualTo("a___b");
    }

    private static String address(RerankForm form, String base, String model, boolean asV023) {
        return new RerankAddress(form, URI.create(base), model, asV023).uri().toString();
    }
}
