package dev.freshet.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.JsonPattern;
import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAiRoutesTest {
    private static final String MESSAGES = "'messages':[{'role':'user','content':'How many holidays?'}]";
    private static final String HEAD = """
            'id':'*match:chatcmpl-.+','object':'chat.completion.chunk','created':'*number','model':'*text',
            'system_fingerprint':''""";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ChatApi(folder);
        api.assistant("'dataset_ids':['" + api.dataset().id().value() + "']");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.model.prompts.clear();
    }

    @Test
    void listsAssistantsAsModels() throws Exception {
        api.server.play(ChatApi.asked("OpenAI models", "GET /v1/models").answers("""
                {'object':'list','data':[{'id':'*match:helper.*','object':'model','created':'*number',
                 'owned_by':'freshet'}]}"""));
    }

    @Test
    void streamsChunksAndLastTheUsage() throws Exception {
        api.model.thinksAndSays("hm", "Thirty ", "days.");
        List<String> chunks = api.stream(assistant("'model':'model'," + MESSAGES));
        assertThat(chunks).hasSize(5).endsWith("[DONE]");
        String delta = "{" + HEAD + ",'usage':null,'choices':[{'index':0,'delta':{'role':'assistant',%s,"
                + "'function_call':null,'tool_calls':null},'finish_reason':null,'logprobs':null}]}";
        fits(delta.formatted("'content':null,'reasoning_content':'hm'"), chunks.get(0));
        fits(delta.formatted("'content':'Thirty ','reasoning_content':null"), chunks.get(1));
        fits(delta.formatted("'content':'days.','reasoning_content':null"), chunks.get(2));
        fits("{" + HEAD + """
                ,'usage':{'prompt_tokens':'*number','completion_tokens':'*number','total_tokens':'*number'},
                'choices':[{'index':0,'delta':{'role':'assistant','content':null,'reasoning_content':null,
                'function_call':null,'tool_calls':null},'finish_reason':'stop','logprobs':null}]}""", chunks.get(3));
    }

    @Test
    void givesThePassagesToThoseWhoAsk() throws Exception {
        api.model.says("Thirty [ID:0]");
        String last = "{" + HEAD + """
                ,'usage':{'...':''},'choices':[{'index':0,'delta':{'role':'assistant','content':null,
                'reasoning_content':null,'function_call':null,'tool_calls':null,
                'reference':[{'content':'Holidays are thirty days.','...':''},'...'],
                'final_content':'Thirty [ID:0]'},'finish_reason':'stop','logprobs':null}]}""";
        List<String> flat = api.stream(assistant("'model':'model','reference':true," + MESSAGES));
        fits(last, flat.get(flat.size() - 2));
        List<String> nested = api.stream(assistant("'model':'model','extra_body':{'reference':true}," + MESSAGES));
        fits(last, nested.get(nested.size() - 2));
    }

    @Test
    void answersInOnePiece() throws Exception {
        api.model.says("Thirty.");
        String completion = """
                {'id':'*match:chatcmpl-.+','object':'chat.completion','created':'*number','model':'*text',
                 'choices':[{'index':0,'message':{'role':'assistant','content':'Thirty.'},'finish_reason':'stop',
                 'logprobs':null}],'usage':{'prompt_tokens':'*number','completion_tokens':'*number',
                 'total_tokens':'*number','completion_tokens_details':{'reasoning_tokens':0,
                 'accepted_prediction_tokens':0,'rejected_prediction_tokens':0}}}""";
        api.server.play(assistant("'model':'model','stream':false," + MESSAGES).answers(completion));
        api.server.play(model("'model':'{{chat}}'," + MESSAGES).answers(completion));
        assertThat(api.messages.of(api.tenant, List.of())).isEmpty();
    }

    @Test
    void putsTheSettingsSentOverTheAssistants() throws Exception {
        api.model.says("Thirty.");
        api.server.send(model("'model':'{{chat}}','temperature':0.9," + MESSAGES));
        assertThat(api.model.prompts.getFirst().settings().temperature()).isEqualTo(0.9);
        assertThat(api.model.prompts.getFirst().settings().topP()).isEqualTo(0.3);
    }

    @Test
    void tellsARagflowClientInsideTheStreamThatAnAnswerFailed() throws Exception {
        api.model.failsAfter(new AppException.Upstream(ErrorCode.UPSTREAM_FAILED, "the provider failed"), "Thir");
        List<String> chunks = api.stream(assistant("'model':'model'," + MESSAGES));
        assertThat(ChatApi.json(chunks.get(1)).at("/choices/0/delta/content").asText())
                .isEqualTo("\n**ERROR**: SERVER_ERROR - the provider failed");
        assertThat(chunks).endsWith("[DONE]");
    }

    @Test
    void refusesWithTheCodesOfItsWire() throws Exception {
        refused("'model':'m','messages':[]", "You have to provide messages.");
        refused("'model':'m','messages':1", "messages must be an array.");
        refused("'model':'m','messages':[1]", "Each message must be an object.");
        refused(
                "'model':'m','messages':[{'role':'assistant','content':'x'}]",
                "The last content of this conversation is not from user.");
        refused("'model':'m','extra_body':1," + MESSAGES, "extra_body must be an object.");
        api.server.play(assistant(MESSAGES)
                .answers("{'code':101,'data':null,'message':'required argument are missing: model; '}"));
    }

    @Test
    void refusesWithRealCodesUnderV1() throws Exception {
        api.server.play(model("'model':'nobody'," + MESSAGES).answers(404, error("not_found")));
        api.server.play(model("'model':'{{chat}}','messages':[]").answers(400, error("invalid_input")));
        api.server.play(model("'messages':[]").answers(400, error("invalid_input")));
        api.server.play(Scenario.of("no key", "GET /v1/models").answers(401, error("unauthenticated")));
    }

    private static String error(String code) {
        return "{'error':{'message':'*text','type':'*text','param':null,'code':'" + code + "'}}";
    }

    private static void refused(String fields, String message) throws Exception {
        api.server.play(assistant(fields).answers("{'code':102,'message':'" + message + "'}"));
    }

    private static Scenario assistant(String fields) {
        return ChatApi.asked("§9.4 a completion", "POST /api/v1/chats_openai/{{chat}}/chat/completions")
                .json("{" + fields + "}");
    }

    private static Scenario model(String fields) {
        return ChatApi.asked("OpenAI completion", "POST /v1/chat/completions").json("{" + fields + "}");
    }

    private static void fits(String pattern, String chunk) {
        assertThat(JsonPattern.differences(pattern.replace('\'', '"'), chunk))
                .as(chunk)
                .isEmpty();
    }
}
