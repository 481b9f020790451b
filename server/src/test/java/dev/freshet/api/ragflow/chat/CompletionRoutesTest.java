package dev.freshet.api.ragflow.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.JsonPattern;
import dev.freshet.api.Scenario;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Stores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionRoutesTest {
    private static final String END = "{\"code\": 0, \"data\": true}";
    private static final String CHUNK = """
            {'id':'*text','content':'Holidays are thirty days.','document_id':'*id','document_name':'rules.txt',
             'dataset_id':'*id','image_id':'','positions':[[1,2,3,4,5]],'url':null,'similarity':'*number',
             'vector_similarity':'*number','term_similarity':'*number','doc_type':''}""";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() {
        api = new ChatApi(folder);
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
    void greetsInANewSessionWhenNoneIsNamed() throws Exception {
        api.assistant("");
        List<String> frames = api.ask("{'question':'ignored'}");
        assertThat(frames).hasSize(2);
        fits("""
                {'code':0,'message':'','data':{'answer':'Hi! I\\u0027m your assistant. What can I do for you?',
                 'reference':{},'audio_binary':null,'id':null,'session_id':'*text'}}""", frames.getFirst());
        fits("{'code':0,'message':'','data':true}", frames.getLast());
        assertThat(api.model.prompts).isEmpty();
        api.server.play(completion("{'question':'ignored','stream':false}").answers("""
                {'code':0,'data':{'answer':'*text','reference':{},'audio_binary':null,'id':null,
                 'session_id':'*text'}}"""));
    }

    @Test
    void streamsTheTextSoFarAndLastTheReference() throws Exception {
        grounded("");
        api.model.says("Thirty ", "days [ID:0].");
        List<String> frames = api.ask("{'question':'How many holidays?','session'}");
        assertThat(frames.getLast()).isEqualTo(END);
        fits("""
                {'code':0,'data':{'answer':'Thirty ','reference':{'chunks':[]},'audio_binary':null,'id':'*text',
                 'session_id':'{{session}}'}}""", frames.getFirst());
        String last = """
                {'code':0,'data':{'answer':'Thirty days [ID:0].','reference':{'total':2,'chunks':[%s,'...'],
                 'doc_aggs':[{'doc_name':'rules.txt','doc_id':'*id','count':2}]},'prompt':'*text',
                 'created_at':'*number','id':'*text','session_id':'{{session}}'}}""".formatted(CHUNK);
        fits(last, frames.get(frames.size() - 2));
    }

    @Test
    void tellsTheModelThePassagesTheRulesOfCitingAndTheQuestion() throws Exception {
        grounded("");
        api.model.says("Thirty [ID:0]");
        List<String> frames = api.ask("{'question':'How many holidays?','session'}");
        String system = api.model.prompts.getFirst().messages().getFirst().text();
        assertThat(system)
                .contains("\n------\nID: 0\n├── Title: rules.txt\n└── Content:\nHolidays are thirty days."
                        + "\n\n------\n\nID: 1\n├── Title: rules.txt\n└── Content:\nLunch is at noon.")
                .contains("[ID:n]");
        assertThat(api.model.prompts.getFirst().question()).isEqualTo("How many holidays?");
        String report =
                ChatApi.json(frames.get(frames.size() - 2)).at("/data/prompt").asText();
        assertThat(report)
                .contains("### Query:  \nHow many holidays?")
                .contains("## Time elapsed:  \n", "  - Retrieval: ", "  - Generate answer: ")
                .contains("## Token usage:  \n");
    }

    @Test
    void citesForAModelThatDoesNot() throws Exception {
        grounded("");
        api.model.says("Lunch is at noon.\n");
        api.server.play(completion("{'question':'When is lunch?','session','stream':false}")
                .answers("{'code':0,'data':{'answer':'Lunch is at noon. [ID:0]\\n','...':''}}"));
    }

    @Test
    void leavesTheReferenceEmptyWithoutQuoting() throws Exception {
        grounded("");
        api.model.says("Thirty.");
        List<String> frames = api.ask("{'question':'How many holidays?','session','quote':false}");
        fits("{'code':0,'data':{'answer':'Thirty.','reference':{},'...':''}}", frames.get(frames.size() - 2));
        assertThat(api.model.prompts.getFirst().messages().getFirst().text()).doesNotContain("[ID:");
    }

    @Test
    void sendsNoSeparateLastFrameWithoutDatasets() throws Exception {
        api.assistant("'prompt':{'prompt':'Be short.','variables':[]}");
        api.model.says("Hello.");
        List<String> frames = api.ask("{'question':'Hi','session'}");
        assertThat(frames).hasSize(2).endsWith(END);
        fits("""
                {'code':0,'data':{'answer':'Hello.','reference':{'chunks':[]},'audio_binary':null,'prompt':'',
                 'created_at':'*number','id':'*text','session_id':'{{session}}'}}""", frames.getFirst());
    }

    @Test
    void saysTheAssistantsOwnWordsWhenNothingIsFound() throws Exception {
        grounded("");
        List<String> frames = api.ask("{'question':'How many holidays?','session','doc_ids':'none'}");
        assertThat(frames).hasSize(3).endsWith(END);
        for (String frame : frames.subList(0, 2)) {
            assertThat(ChatApi.json(frame).at("/data/answer").asText())
                    .isEqualTo("Sorry! No relevant content was found in the knowledge base!");
        }
        assertThat(api.model.prompts).isEmpty();
    }

    @Test
    void asksTheModelFreelyWhenNothingIsFoundAndThereAreNoWords() throws Exception {
        grounded(",'prompt':{'empty_response':''}");
        api.model.says("I do not know.");
        api.server.play(completion("{'question':'x','session','doc_ids':['none'],'stream':false}")
                .answers("{'code':0,'data':{'answer':'I do not know.','...':''}}"));
    }

    @Test
    void keepsThinkingInFrontOfTheTextAndOutOfTheWholeAnswer() throws Exception {
        grounded("");
        api.model.thinksAndSays("hm", "Thirty [ID:0]");
        List<String> frames = api.ask("{'question':'How many holidays?','session'}");
        assertThat(ChatApi.json(frames.getFirst()).at("/data/answer").asText()).isEqualTo("<think>hm</think>");
        assertThat(ChatApi.json(frames.get(frames.size() - 2))
                        .at("/data/answer")
                        .asText())
                .isEqualTo("<think>hm</think>Thirty [ID:0]");
        api.server.play(completion("{'question':'How many holidays?','session','stream':false}")
                .answers("""
                {'code':0,'data':{'answer':'Thirty [ID:0]','reference':{'...':''},'prompt':'*text',
                 'created_at':'*number','audio_binary':null,'id':'*text','session_id':'{{session}}'}}"""));
    }

    @Test
    void sendsOnlyWhatIsNewToClientsThatWantDeltas() throws Exception {
        grounded("");
        api.model.thinksAndSays("hm", "Thirty ", "days [ID:0]");
        List<String> frames = api.stream(
                completion("{'question':'How many holidays?','session'}").header("X-Freshet-Frames", "delta"));
        List<String> middle = frames.subList(0, frames.size() - 2);
        assertThat(middle).hasSize(5);
        String running = "'reference':{'chunks':[]},'audio_binary':null,'final':false,'id':'*text','session_id':'*'";
        fits("{'code':0,'data':{'answer':'','start_to_think':true," + running + "}}", middle.get(0));
        fits("{'code':0,'data':{'answer':'hm'," + running + "}}", middle.get(1));
        fits("{'code':0,'data':{'answer':'','end_to_think':true," + running + "}}", middle.get(2));
        fits("{'code':0,'data':{'answer':'Thirty '," + running + "}}", middle.get(3));
        fits("{'code':0,'data':{'answer':'days [ID:0]'," + running + "}}", middle.get(4));
        fits("""
                {'code':0,'data':{'answer':'','final':true,'final_content':'Thirty days [ID:0]',
                 'reference':{'total':2,'...':''},'prompt':'*text','created_at':'*number','audio_binary':null,
                 'id':'*text','session_id':'*'}}""", frames.get(frames.size() - 2));
    }

    @Test
    void streamsAModelsFailureAsAnAnswer() throws Exception {
        grounded("");
        api.model.failsAfter(
                new AppException.Upstream(ErrorCode.UPSTREAM_RATE_LIMIT, "the provider asks to wait"), "Thirty");
        List<String> frames = api.ask("{'question':'How many holidays?','session'}");
        assertThat(frames).endsWith(END);
        assertThat(ChatApi.json(frames.get(frames.size() - 2))
                        .at("/data/answer")
                        .asText())
                .isEqualTo("Thirty\n**ERROR**: RATE_LIMIT_EXCEEDED - the provider asks to wait");
    }

    @Test
    void sendsAnErrorFrameWhenTheTurnFailsBeforeTheModel() throws Exception {
        api.assistant("'prompt':{'prompt':'For {who}.','variables':[{'key':'who','optional':false}]}");
        List<String> frames = api.ask("{'question':'Hi','session'}");
        String error = """
                {'code':500,'message':'KeyError(\\u0027Miss parameter: who\\u0027)',
                 'data':{'answer':'**ERROR**: KeyError(\\u0027Miss parameter: who\\u0027)','reference':[]}}""";
        fits(error, frames.getFirst());
        assertThat(frames).hasSize(2).endsWith(END);
        api.model.says("Hello.");
        api.ask("{'question':'Hi','session','who':'Ann'}");
        assertThat(api.model.prompts.getFirst().messages().getFirst().text()).isEqualTo("For Ann.");
    }

    @Test
    void refusesDatasetsThatWereEmbeddedByDifferentModels() throws Exception {
        grounded("");
        Dataset other = api.stores.datasets.create(api.tenant, "user", Stores.settings("other", "other@Builtin"));
        api.model.prompts.clear();
        List<String> frames =
                api.ask("{'question':'Hi','session','kb_ids':['" + other.id().value() + "']}");
        String error = """
                {'code':500,'message':'Knowledge bases use different embedding models.',
                 'data':{'answer':'**ERROR**: Knowledge bases use different embedding models.','reference':[]}}""";
        fits(error, frames.getFirst());
        assertThat(frames).hasSize(2).endsWith(END);
        assertThat(api.model.prompts).isEmpty();
    }

    @Test
    void sendsTheModelTheEarlierTurnsWithoutThePrologue() throws Exception {
        api.assistant("'prompt':{'prompt':'Be short.','variables':[]}");
        api.model.says("One.");
        api.ask("{'question':'first','session'}");
        api.model.says("Two.");
        api.ask("{'question':'second','session'}");
        assertThat(api.model.prompts.getLast().messages())
                .extracting(message -> message.role().key() + ": " + message.text())
                .containsExactly("system: Be short.", "user: first", "assistant: One.", "user: second");
    }

    @Test
    void refusesWhatIsNotTheCallers() throws Exception {
        api.assistant("");
        api.server.play(ChatApi.asked("§9.1 unknown chat", "POST /api/v1/chats/x/completions")
                .json("{}")
                .answers("{'code':102,'message':'You don\\u0027t own the chat x'}"));
        api.server.play(completion("{'question':'x','session_id':'y'}")
                .answers("{'code':102,'message':'You don\\u0027t own the session y'}"));
        api.server.play(completion("{'question':'x','session','metadata_condition':3}")
                .answers("{'code':102,'message':'metadata_condition must be an object.'}"));
    }

    private void grounded(String fields) throws Exception {
        api.assistant("'dataset_ids':['" + api.dataset().id().value() + "']" + fields);
    }

    private static Scenario completion(String body) {
        return ChatApi.asked("§9.1 a completion", "POST /api/v1/chats/{{chat}}/completions")
                .json(body.replace("'session'", "'session_id':'{{session}}'"));
    }

    private void fits(String pattern, String frame) {
        String filled = pattern.replace('\'', '"').replace("{{session}}", api.server.kept("session"));
        assertThat(JsonPattern.differences(filled, frame)).as(frame).isEmpty();
    }
}
