package dev.freshet.api.ragflow.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.JsonPattern;
import dev.freshet.api.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyRoutesTest {
    private static final String CHUNK = """
            {'chunk_id':'*text','content_with_weight':'Holidays are thirty days.','doc_id':'*id','doc_name':'rules.txt',
             'kb_id':'*id','image_id':'','positions':[[1,2,3,4,5]],'similarity':'*number',
             'vector_similarity':'*number','term_similarity':'*number'}""";

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
        api.assistant("'dataset_ids':['" + api.dataset().id().value() + "']");
        api.server.play(Scenario.of("§13 a key for one assistant", "POST /v1/api/new_token")
                .header("Authorization", "{{login}}")
                .json("{'dialog_id':'{{chat}}'}")
                .answers("""
                        {'code':0,'message':'success','data':{'tenant_id':'{{tenant}}','token':'*text','beta':'*text',
                         'dialog_id':'{{chat}}','source':null,'create_time':'*number','create_date':'*date',
                         'update_time':null,'update_date':null}}""")
                .keep("bound", "/data/token"));
        api.server.play(bound("§13 a conversation", "GET /v1/api/new_conversation?user_id=ann")
                .answers("""
                        {'code':0,'message':'success','data':{'id':'*text','dialog_id':'{{chat}}','user_id':'ann',
                         'message':[{'role':'assistant','content':'*text'}]}}""")
                .keep("conversation", "/data/id"));
    }

    @Test
    void keepsTheStorageNamesOfPassages() throws Exception {
        api.model.says("Thirty [ID:0]");
        List<String> frames = api.stream(completion("'quote':true,'messages':[{'role':'user','content':'Holidays?'}]"));
        assertThat(frames.getLast()).isEqualTo("{\"code\": 0, \"message\": \"\", \"data\": true}");
        String pattern = """
                {'code':0,'message':'','data':{'answer':'Thirty [ID:0]','reference':{'total':2,'chunks':[%s,'...'],
                 'doc_aggs':[{'doc_name':'rules.txt','doc_id':'*id','count':2}]},'prompt':'*text',
                 'created_at':'*number','id':'*text','session_id':'*text'}}""".formatted(CHUNK);
        String last = frames.get(frames.size() - 2);
        assertThat(JsonPattern.differences(pattern.replace('\'', '"'), last)).isEmpty();
        String whole = """
                {'code':0,'message':'success','data':{'answer':'Thirty [ID:0]',
                 'reference':{'total':2,'chunks':[%s,'...'],'doc_aggs':['...']},'...':''}}""".formatted(CHUNK);
        api.server.play(completion("'quote':true,'stream':false,'messages':[{'role':'user','content':'Holidays?'}]")
                .answers(whole));
    }

    @Test
    void quotesOnlyWhenAsked() throws Exception {
        api.model.says("Thirty");
        api.server.play(completion("'stream':false,'messages':[{'role':'user','content':'Holidays?'}]")
                .answers("{'code':0,'message':'success','data':{'answer':'Thirty','reference':{},'...':''}}"));
    }

    @Test
    void appendsOneTextToWhatIsStored() throws Exception {
        api.model.says("Thirty");
        api.server.send(completion("'message':'How many?'"));
        api.model.says("Noon");
        api.server.send(completion("'message':'When is lunch?','stream':false"));
        assertThat(api.model.prompts.getLast().messages())
                .filteredOn(message -> !message.role().key().equals("system"))
                .extracting(message -> message.role().key() + ": " + message.text())
                .containsExactly("user: How many?", "assistant: Thirty", "user: When is lunch?");
        api.server.play(
                Scenario.of("§11 all turns are kept", "GET /v1/conversation/get?conversation_id={{conversation}}")
                        .header("Authorization", "{{login}}")
                        .answers("""
                        {'code':0,'message':'success','data':{'message':[{'role':'assistant','...':''},
                         {'role':'user','content':'How many?','...':''},
                         {'role':'assistant','content':'Thirty','...':''},
                         {'role':'user','content':'When is lunch?','...':''},
                         {'role':'assistant','content':'Noon','...':''}],'...':''}}"""));
    }

    @Test
    void showsTheConversationOfItsOwnKeyOnly() throws Exception {
        api.model.says("Thirty [ID:0]");
        api.server.send(completion("'quote':true,'stream':false,'messages':[{'role':'user','content':'Holidays?'}]"));
        api.server.play(bound("§13 chunks are renamed", "GET /v1/api/conversation/{{conversation}}")
                .answers("""
                        {'code':0,'message':'success','data':{'id':'{{conversation}}','dialog_id':'{{chat}}',
                         'message':['*','*'],'reference':[{'total':2,'chunks':[%s,'...'],'doc_aggs':['...']}],
                         '...':''}}""".formatted(CHUNK)));
        api.assistant("");
        api.server.play(bound("§13 another assistant's", "GET /v1/api/conversation/{{session}}")
                .answers("""
                        {'code':109,'data':false,
                         'message':'Authentication error: API key is invalid for this conversation_id!\\"'}"""));
        api.server.play(bound("§11 Conversation not found!", "GET /v1/api/conversation/none")
                .answers("{'code':102,'message':'Conversation not found!','data':null}"));
    }

    @Test
    void answersChatBotsInTheirForm() throws Exception {
        api.model.says("Thirty");
        api.server.play(Scenario.of("§13 completion_aibotk", "POST /v1/api/completion_aibotk")
                .json("{'Authorization':'{{bound}}','conversation_id':'{{conversation}}','word':'Holidays?'}")
                .answers("{'code':200,'msg':'success','data':[{'type':1,'content':'Thirty'}]}"));
        api.server.play(Scenario.of("§13 the key must name an assistant", "POST /v1/api/completion_aibotk")
                .json("{'Authorization':'{{key}}','conversation_id':'{{conversation}}','word':'Holidays?'}")
                .answers("""
                        {'code':109,'data':false,'message':'Authentication error: API key is invalid!\\"'}"""));
    }

    @Test
    void listsAndDeletesTheKeysOfAnAssistant() throws Exception {
        Scenario list = Scenario.of("§13 token_list", "GET /v1/api/token_list?dialog_id={{chat}}")
                .header("Authorization", "{{login}}");
        api.server.play(list.answers("""
                {'code':0,'message':'success','data':[{'token':'{{bound}}','dialog_id':'{{chat}}','...':''}]}"""));
        api.server.play(Scenario.of("§13 rm", "POST /v1/api/rm")
                .header("Authorization", "{{login}}")
                .json("{'tokens':['{{bound}}'],'tenant_id':'{{tenant}}'}")
                .answers("{'code':0,'message':'success','data':true}"));
        api.server.play(list.answers("{'code':0,'message':'success','data':[]}"));
    }

    @Test
    void refusesUnboundKeys() throws Exception {
        api.server.play(ChatApi.asked("§13 the key must name an assistant", "GET /v1/api/new_conversation")
                .answers("""
                        {'code':109,'data':false,'message':'Authentication error: API key is invalid!\\"'}"""));
        api.server.play(bound("§13 both are needed", "POST /v1/api/completion")
                .json("{}")
                .answers("""
                        {'code':101,'data':null,
                         'message':'required argument are missing: conversation_id,messages; '}"""));
    }

    private static Scenario bound(String rule, String request) {
        return Scenario.of(rule, request).header("Authorization", "Bearer {{bound}}");
    }

    private static Scenario completion(String fields) {
        return bound("§13 a completion", "POST /v1/api/completion")
                .json("{'conversation_id':'{{conversation}}'," + fields + "}");
    }
}
