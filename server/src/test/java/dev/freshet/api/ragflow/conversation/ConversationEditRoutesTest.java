package dev.freshet.api.ragflow.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationEditRoutesTest {
    private static final String NOT_FOUND = "{'code':102,'data':null,'message':'Conversation not found!'}";

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
        api.assistant("'prompt':{'prompt':'Be short.','opener':'Hi','variables':[]}");
        api.server.keep("talk", "web" + System.nanoTime());
        api.server.play(web("POST /v1/conversation/set")
                .json("{'conversation_id':'{{talk}}','dialog_id':'{{chat}}','is_new':true,'name':'Talk'}"));
    }

    @Test
    void listsConversationsNewestFirst() throws Exception {
        api.server.play(web("GET /v1/conversation/list?dialog_id={{chat}}").answers("""
                {'code':0,'message':'success','data':[
                  {'id':'{{talk}}','dialog_id':'{{chat}}','name':'Talk','user_id':'*text',
                   'message':[{'role':'assistant','content':'Hi'}],'reference':[],'create_time':'*number',
                   'create_date':'*date','update_time':'*number','update_date':'*date'},
                  {'id':'{{session}}','...':''}]}"""));
        String owner = "{'code':103,'data':false,'message':'Only owner of dialog authorized for this operation.'}";
        api.server.play(List.of(
                web("GET /v1/conversation/list?dialog_id=nope").answers(owner),
                stranger("GET /v1/conversation/list?dialog_id={{chat}}").answers(owner)));
    }

    @Test
    void listsNoConversationsOfWidgets() throws Exception {
        api.stream(Scenario.of("§10", "POST /api/v1/chatbots/{{chat}}/completions")
                .header("Authorization", "Bearer {{beta}}")
                .json("{'question':'x'}"));
        api.server.play(web("GET /v1/conversation/list?dialog_id={{chat}}")
                .answers("{'code':0,'message':'success','data':[{'id':'{{talk}}','...':''},"
                        + "{'id':'{{session}}','...':''}]}"));
    }

    @Test
    void leavesMessagesOutAndFindsWords() throws Exception {
        turn("m1", "The ferry leaves at noon.");
        api.server.play(List.of(
                web("GET /v1/conversation/list?dialog_id={{chat}}&messages=false&keywords=FERRY")
                        .answers("""
                        {'code':0,'message':'success','data':[{'id':'{{talk}}','dialog_id':'{{chat}}','name':'*',
                         'user_id':'*','create_time':'*number','update_time':'*number','create_date':'*',
                         'update_date':'*'}]}"""),
                web("GET /v1/conversation/list?dialog_id={{chat}}&keywords=submarine")
                        .answers("{'code':0,'message':'success','data':[]}")));
    }

    @Test
    void removesSeveralQuestionsAtOnceAndTellsHowAnswersEnded() throws Exception {
        turn("m1", "One.");
        turn("m2", "Two.");
        turn("m3", "Three.");
        api.server.play(web("POST /v1/conversation/delete_msg")
                .json("{'conversation_id':'{{talk}}','message_ids':['m2','m3','unknown']}")
                .answers("""
                        {'code':0,'message':'success','data':{'message':[
                          {'role':'assistant','content':'Hi'},
                          {'role':'user','content':'q m1','id':'m1'},
                          {'role':'assistant','content':'One.','id':'m1','created_at':'*number',
                           'answer_id':'*','state':'finished'}],
                         'reference':[{}],'...':''}}"""));
    }

    @Test
    void removesConversationsOrNone() throws Exception {
        api.server.play(List.of(
                web("POST /v1/conversation/rm")
                        .json("{'conversation_ids':['{{talk}}','nope']}")
                        .answers(NOT_FOUND),
                stranger("POST /v1/conversation/rm")
                        .json("{'conversation_ids':['{{talk}}']}")
                        .answers(NOT_FOUND),
                web("POST /v1/conversation/rm").json("{}").answers("""
                        {'code':101,'data':null,'message':'required argument are missing: conversation_ids; '}"""),
                web("POST /v1/conversation/rm")
                        .json("{'conversation_ids':['{{talk}}','{{session}}','{{talk}}']}")
                        .answers("{'code':0,'message':'success','data':true}"),
                web("GET /v1/conversation/list?dialog_id={{chat}}").answers("{'code':0,'message':'success','data':[]}"),
                web("GET /v1/conversation/get?conversation_id={{talk}}").answers(NOT_FOUND)));
    }

    @Test
    void removesAQuestionWithItsAnswerAndReference() throws Exception {
        turn("m1", "One.");
        turn("m2", "Two.");
        api.server.play(web("POST /v1/conversation/delete_msg")
                .json("{'conversation_id':'{{talk}}','message_id':'m1'}")
                .answers("""
                        {'code':0,'message':'success','data':{'message':[
                          {'role':'assistant','content':'Hi'},
                          {'role':'user','content':'q m2','id':'m2'},
                          {'role':'assistant','content':'Two.','id':'m2','created_at':'*number',
                           'answer_id':'*','state':'finished'}],
                         'reference':[{}],'...':''}}"""));
        api.server.play(List.of(
                web("POST /v1/conversation/delete_msg")
                        .json("{'conversation_id':'nope','message_id':'m1'}")
                        .answers(NOT_FOUND),
                stranger("POST /v1/conversation/delete_msg")
                        .json("{'conversation_id':'{{talk}}','message_id':'m2'}")
                        .answers(NOT_FOUND),
                web("POST /v1/conversation/delete_msg").json("{}").answers("""
                        {'code':101,'data':null,
                         'message':'required argument are missing: conversation_id,message_id; '}""")));
    }

    @Test
    void keepsWhatSomebodyThinksOfAnAnswer() throws Exception {
        turn("m1", "One.");
        rated("'thumbup':false,'feedback':'too short'", "'thumbup':false,'feedback':'too short'");
        rated("'thumbup':true,'feedback':'ignored'", "'thumbup':true");
        rated("'thumbup':false", "'thumbup':false");
        api.server.play(stranger("POST /v1/conversation/thumbup")
                .json("{'conversation_id':'{{talk}}','message_id':'m1','thumbup':true}")
                .answers(NOT_FOUND));
    }

    @Test
    void drivesNoModelsForSpeech() throws Exception {
        api.server.play(List.of(
                web("POST /v1/conversation/tts")
                        .json("{'text':'Hello'}")
                        .answers("{'code':102,'data':null,'message':'No default TTS model is set'}"),
                web("POST /v1/conversation/sequence2txt")
                        .answers("{'code':102,'data':null,'message':'No default ASR model is set'}")));
    }

    @Test
    void addsUpConversationsFromOutside() throws Exception {
        String frame = api.stream(widget("'question':'x','user_id':'ann'")).getFirst();
        api.server.keep("guest", ChatApi.json(frame).at("/data/session_id").asText());
        api.model.says("Thirty.");
        api.stream(widget("'session_id':'{{guest}}','question':'one'"));
        api.stream(widget("'session_id':'{{guest}}','question':'two'"));
        String today = LocalDate.now(ZoneOffset.UTC) + " 00:00:00";
        api.server.play(web("GET /v1/api/stats").answers("""
                {'code':0,'message':'success','data':{'pv':[['DAY','*number']],'uv':[['DAY','*number']],
                 'speed':[['DAY','*number']],'tokens':[['DAY','*number']],'round':[['DAY','*number']],
                 'thumb_up':[['DAY',0.0]]}}""".replace("DAY", today)));
        String nothing = """
                {'code':0,'message':'success','data':{'pv':[],'uv':[],'speed':[],'tokens':[],'round':[],
                 'thumb_up':[]}}""";
        api.server.play(List.of(
                web("GET /v1/api/stats?from_date=2020-01-01&to_date=2020-01-02%2010:00:00")
                        .answers(nothing),
                web("GET /v1/api/stats?canvas_id=x").answers(nothing),
                stranger("GET /v1/api/stats").answers(nothing)));
    }

    private static void rated(String sent, String shown) throws Exception {
        api.server.play(web("POST /v1/conversation/thumbup")
                .json("{'conversation_id':'{{talk}}','message_id':'m1'," + sent + "}")
                .answers("{'code':0,'message':'success','data':{'message':[{'...':''},{'...':''},"
                        + "{'role':'assistant','content':'One.','id':'m1','created_at':'*number',"
                        + "'answer_id':'*','state':'finished'," + shown
                        + "}],'...':''}}"));
    }

    private static void turn(String id, String answer) throws Exception {
        api.model.says(answer);
        String body = api.server
                .send(web("POST /v1/conversation/completion")
                        .json("{'conversation_id':'{{talk}}','messages':[{'role':'assistant','content':'Hi'},"
                                + "{'role':'user','content':'q " + id + "','id':'" + id + "'}]}"))
                .body();
        assertThat(body).contains(answer);
    }

    private static Scenario widget(String fields) {
        return Scenario.of("§10", "POST /api/v1/chatbots/{{chat}}/completions")
                .header("Authorization", "Bearer {{beta}}")
                .json("{" + fields + "}");
    }

    private static Scenario web(String request) {
        return Scenario.of("§11 " + request, request).header("Authorization", "{{login}}");
    }

    private static Scenario stranger(String request) {
        return Scenario.of("§11 " + request, request).header("Authorization", "{{stranger.login}}");
    }
}
