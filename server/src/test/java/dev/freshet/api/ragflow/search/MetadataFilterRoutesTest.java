package dev.freshet.api.ragflow.search;

import static dev.freshet.api.ragflow.chat.ChatApi.asked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Metadata;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.ScriptedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Filters on metadata in an assistant's answers (contract §6.5) and Dify's bridge (§6.4).
class MetadataFilterRoutesTest {
    private static final String NOTHING = "Sorry! No relevant content was found in the knowledge base!";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() {
        api = new ChatApi(folder, 100, new ScriptedModel("chat@Builtin", Capability.INSTRUCTIONS));
        Dataset dataset = api.dataset();
        api.server.keep("dataset", dataset.id().value());
        api.stores
                .documents
                .metadata(api.tenant, List.of(dataset.id()))
                .keySet()
                .forEach(id -> api.stores.documents.setMetadata(
                        api.tenant, id, Metadata.parse("{\"team\":\"red\",\"year\":\"2024\"}")));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void says() {
        api.model.says("Thirty days [ID:0].");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manual    | =        | red         | Thirty",
                "manual    | =        | blue        | Sorry",
                "manual    | contains | red or blue | Thirty",
                "disabled  | =        | blue        | Thirty",
            })
    void anAssistantsFilterHolds(String method, String operator, String value, String answer) throws Exception {
        filtered("{'method':'" + method + "','logic':'and','manual':[{'key':'team','op':'" + operator + "','value':'"
                + value + "'}]}");
        assertThat(answer()).startsWith(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'conditions':[{'key':'team','value':'red','op':'='}],'logic':'and'}        | Thirty",
                "Of course: {'conditions':[{'key':'team','value':'blue','op':'='}]} - there. | Sorry",
                "{'conditions':[],'logic':'and'}                                             | Thirty",
                "I do not know.                                                              | Thirty",
            })
    void theModelWritesTheConditions(String reply, String answer) throws Exception {
        api.model.completes(question -> reply.replace('\'', '"'));
        filtered("{'method':'auto'}");
        assertThat(answer()).startsWith(answer);
        filtered("{'method':'semi_auto','semi_auto':['team']}");
        assertThat(answer()).startsWith(answer);
    }

    @Test
    void theModelIsNotAskedForKeysThatNoDocumentHas() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>("nothing");
        api.model.completes(question -> {
            asked.set(question);
            return "{}";
        });
        filtered("{'method':'semi_auto','semi_auto':['colour']}");
        assertThat(answer()).startsWith("Thirty");
        assertThat(asked).hasValue("nothing");
    }

    @Test
    void aFailingModelLeavesAllDocumentsIn() throws Exception {
        api.model.completes(question -> {
            throw new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider is down");
        });
        filtered("{'method':'auto'}");
        assertThat(answer()).startsWith("Thirty");
    }

    @Test
    void difyGetsRecordsWithoutAnEnvelope() throws Exception {
        api.server.play(asked("§6.4", "POST /api/v1/dify/retrieval")
                .json("{'knowledge_id':'{{dataset}}','query':'holidays','retrieval_setting':{'top_k':1}}")
                .answers("{'records':[{'content':'" + ChatApi.HOLIDAYS + "','score':'*number',"
                        + "'title':'rules.txt','metadata':{'team':'red','year':'2024','doc_id':'*id'}}]}"));
        api.server.play(asked("§6.4", "POST /api/v1/dify/retrieval")
                .json("{'knowledge_id':'{{dataset}}','query':'holidays','metadata_condition':{'logic':'and',"
                        + "'conditions':[{'name':'team','comparison_operator':'is','value':'blue'}]}}")
                .answers("{'records':[]}"));
    }

    @Test
    void difysErrorsHaveAStatus() throws Exception {
        api.server.play(asked("§6.4", "POST /api/v1/dify/retrieval")
                .json("{'knowledge_id':'unknown','query':'holidays'}")
                .answers(404, "{'code':404,'message':'Knowledgebase not found!'}"));
    }

    private static void filtered(String filter) throws Exception {
        api.assistant("'dataset_ids':['{{dataset}}'],'meta_data_filter':" + filter);
    }

    private static String answer() throws Exception {
        List<String> frames = api.ask("{'question':'How many holidays?','session'}");
        String text =
                ChatApi.json(frames.get(frames.size() - 2)).at("/data/answer").asText();
        assertThat(text).isIn("Thirty days [ID:0].", NOTHING);
        return text;
    }
}
