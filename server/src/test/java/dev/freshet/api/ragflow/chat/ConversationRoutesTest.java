package dev.freshet.api.ragflow.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationRoutesTest {
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
    void conversation() throws Exception {
        api.model.prompts.clear();
        api.assistant("'prompt':{'prompt':'Be short.','variables':[]}");
        api.server.keep("conversation", "web" + System.nanoTime());
        api.server.play(web("§11 a client names its conversation", "POST /v1/conversation/set")
                .json("{'conversation_id':'{{conversation}}','dialog_id':'{{chat}}','is_new':true,'name':'Talk'}")
                .answers("""
                        {'code':0,'message':'success','data':{'id':'{{conversation}}','dialog_id':'{{chat}}',
                         'name':'Talk','message':[{'role':'assistant','content':'*text'}],'reference':[],
                         '...':''}}"""));
    }

    @Test
    void answersWithAMessageInEachFrameAndKeepsTheTurn() throws Exception {
        api.model.says("Hello.");
        List<String> frames = api.stream(completion("'messages':[{'role':'assistant','content':'Hi there'},"
                + "{'role':'system','content':'no'},{'role':'user','content':'Hi','id':'m1'}]"));
        assertThat(frames).hasSize(2).endsWith("{\"code\": 0, \"message\": \"\", \"data\": true}");
        assertThat(frames.getFirst())
                .startsWith("{\"code\":0,\"message\":\"\",\"data\":{\"answer\":\"Hello.\"")
                .contains("\"id\":\"m1\"");
        assertThat(api.model.prompts.getFirst().messages())
                .extracting(message -> message.role().key() + ": " + message.text())
                .containsExactly("system: Be short.", "user: Hi");
        messagesAre("{'role':'assistant','content':'Hi there'},{'role':'user','content':'Hi','id':'m1'},"
                + "{'role':'assistant','content':'Hello.','id':'m1','created_at':'*number',"
                + "'answer_id':'*','state':'finished'}");
    }

    @Test
    void makesTheStoredMessagesWhatTheClientSays() throws Exception {
        api.model.says("One.");
        api.server.send(completion("'messages':[{'role':'user','content':'first','id':'m1'}]"));
        api.model.says("Two.");
        api.server.send(completion("'messages':[{'role':'user','content':'first','id':'m1'},"
                + "{'role':'assistant','content':'One.','id':'m1'},{'role':'user','content':'second','id':'m2'}]"));
        api.model.says("Three.");
        api.server.send(completion("'messages':[{'role':'user','content':'second','id':'m2'},"
                + "{'role':'assistant','content':'Two.','id':'m2'},{'role':'user','content':'third','id':'m3'}]"));
        messagesAre("{'content':'second','...':''},{'content':'Two.','...':''},"
                + "{'content':'third','...':''},{'content':'Three.','...':''}");
    }

    @Test
    void keepsTurnsThatTheClientCouldNotHaveKnown() throws Exception {
        api.model.says("One.");
        api.server.send(completion("'messages':[{'role':'user','content':'first','id':'m1'}]"));
        api.model.says("Two.");
        api.server.send(completion("'messages':[{'role':'user','content':'second','id':'m2'}]"));
        messagesAre("{'content':'first','...':''},{'content':'One.','...':''},"
                + "{'content':'second','...':''},{'content':'Two.','...':''}");
    }

    @Test
    void answersAQuestionAnewWhenItIsSentAgain() throws Exception {
        api.model.says("One.");
        api.server.send(completion("'messages':[{'role':'user','content':'first','id':'m1'}]"));
        api.model.says("Better.");
        api.server.send(completion("'messages':[{'role':'user','content':'first','id':'m1'}]"));
        messagesAre("{'content':'first','...':''},{'content':'Better.','...':''}");
    }

    @Test
    void keepsNothingWithAModelOfTheClientsChoice() throws Exception {
        api.model.says("Hello.");
        api.server.play(completion("'llm_id':'chat@Builtin','temperature':0.5,'stream':false,"
                        + "'messages':[{'role':'user','content':'Hi'}]")
                .answers("{'code':0,'message':'success','data':{'answer':'Hello.','...':''}}"));
        assertThat(api.model.prompts.getFirst().settings().temperature()).isEqualTo(0.5);
        assertThat(api.model.prompts.getFirst().settings().topP()).isNull();
        messagesAre("{'role':'assistant','content':'*text'}");
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        refused(
                completion("'messages':[{'role':'assistant','content':'x'}]"),
                "The last content of this conversation is not from user.");
        refused(completion("'llm_id':'m','messages':[{'role':'user','content':'x'}]"), "Cannot use specified model m.");
        refused(web("§11", "GET /v1/conversation/get?conversation_id=x"), "Conversation not found!");
        refused(
                web("§9.2", "POST /v1/conversation/completion")
                        .json("{'conversation_id':'x','messages':[{'role':'user','content':'x'}]}"),
                "Conversation not found!");
        refused(
                web("§11", "POST /v1/conversation/set").json("{'conversation_id':'y','dialog_id':'x','is_new':true}"),
                "Dialog not found");
        api.server.play(web("§9.2 both are needed", "POST /v1/conversation/completion")
                .json("{}")
                .answers("""
                        {'code':101,'data':null,
                         'message':'required argument are missing: conversation_id,messages; '}"""));
    }

    private static void messagesAre(String messages) throws Exception {
        api.server.play(web("§11 the messages", "GET /v1/conversation/get?conversation_id={{conversation}}")
                .answers("{'code':0,'message':'success','data':{'message':[" + messages + "],'...':''}}"));
    }

    private static void refused(Scenario scenario, String message) throws Exception {
        api.server.play(scenario.answers("{'code':102,'data':null,'message':'" + message + "'}"));
    }

    private static Scenario web(String rule, String request) {
        return Scenario.of(rule, request).header("Authorization", "{{login}}");
    }

    private static Scenario completion(String fields) {
        return web("§9.2 a completion", "POST /v1/conversation/completion")
                .json("{'conversation_id':'{{conversation}}'," + fields + "}");
    }
}
