package dev.freshet.api.ragflow.chat;

import dev.freshet.api.Scenario;
import dev.freshet.dataset.Dataset;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssistantRoutesTest {
    private static final String ASSISTANT = """
            'id':'*text','tenant_id':'{{tenant}}','name':'one','description':'A helpful Assistant','avatar':'',
            'language':'English','do_refer':'1','prompt_type':'simple','meta_data_filter':{},'status':'1',
            'llm':{'model_name':'chat@Builtin','temperature':0.1,'top_p':0.3,'presence_penalty':0.4,
             'frequency_penalty':0.7,'max_tokens':512},
            'prompt':{'prompt':'*match:(?s).*\\\\{knowledge}.*',
             'opener':'Hi! I\\u0027m your assistant. What can I do for you?',
             'empty_response':'Sorry! No relevant content was found in the knowledge base!',
             'show_quote':true,'tts':false,'refine_multiturn':true,'rerank_model':'',
             'similarity_threshold':0.2,'keywords_similarity_weight':0.7,
             'top_n':6,'variables':[{'key':'knowledge','optional':false}]},
            'create_time':'*number','create_date':'*date','update_time':'*number','update_date':'*date'""";

    @TempDir
    Path folder;

    private ChatApi api;

    @BeforeEach
    void start() {
        api = new ChatApi(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void makesChangesListsAndDeletes() throws Exception {
        Dataset dataset = api.dataset();
        api.server.keep("dataset", dataset.id().value());
        api.server.play(create("§7.1 the defaults", "{'name':'one','dataset_ids':['{{dataset}}']}")
                .answers("{'code':0,'data':{" + ASSISTANT + ",'dataset_ids':['{{dataset}}']}}")
                .keep("chat", "/data/id"));
        api.server.play(list("§7.1 rows have their datasets", "?name=one")
                .answers("{'code':0,'data':[{" + ASSISTANT
                        + ",'top_k':1024,'datasets':[{'id':'{{dataset}}','embd_id':'*text','...':''}]}]}"));
        api.server.play(update("§7.1 a weight is taken as it comes", "{'prompt':{'keywords_similarity_weight':0.7}}")
                .answers("{'code':0}"));
        api.server.play(
                list("§7.1 and absent datasets are cleared", "?id={{chat}}").answers("""
                        {'code':0,'data':[{'prompt':{'keywords_similarity_weight':0.30000000000000004,'...':''},
                         'datasets':[],'...':''}]}"""));
        api.server.play(
                delete("§7.1 unknown", "{'ids':['x']}").answers("{'code':102,'message':'Assistant(x) not found.'}"));
        api.server.play(delete("§7.1 some", "{'ids':['x','{{chat}}']}")
                .answers("{'code':0,'data':{'success_count':1,'errors':['Assistant(x) not found.']}}"));
        api.server.play(
                list("§7.1 gone", "?id={{chat}}").answers("{'code':102,'message':'The chat doesn\\u0027t exist'}"));
        api.server.play(
                create("§7.1 the name is free again", "{'name':'one'}").answers("{'code':0,'data':{'...':''}}"));
        api.server.play(delete("§7.1 all", "{}").answers("{'code':0}"));
        api.server.play(list("§7.1 none", "").answers("{'code':0,'data':[]}"));
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        api.server.keep("empty", api.stores.dataset("empty").id().value());
        api.server.play(create("§7.1 a name", "{}").answers("{'code':102,'message':'`name` is required.'}"));
        api.server.play(create("§7.1", "{'name':'one'}")
                .answers("{'code':0,'data':{'...':''}}")
                .keep("chat", "/data/id"));
        api.server.play(create("§7.1 other", "{'name':'two'}").answers("{'code':0,'data':{'...':''}}"));
        refused(create("§7.1", "{'name':'ONE'}"), "Duplicated chat name in creating chat.");
        refused(create("§7.1", "{'name':'x','dataset_ids':['y']}"), "You don\\u0027t own the dataset y");
        refused(
                create("§7.1", "{'name':'x','dataset_ids':['{{empty}}']}"),
                "The dataset {{empty}} doesn\\u0027t own parsed file");
        refused(create("§7.1", "{'name':'x','llm':{'model_name':'m'}}"), "`model_name` m doesn\\u0027t exist");
        refused(create("§7.1", "{'name':'x','prompt':{'rerank_model':'r'}}"), "`rerank_model` r doesn\\u0027t exist");
        refused(create("§7.1", "{'name':'x','tenant_id':'t'}"), "`tenant_id` must not be provided.");
        refused(
                create("§7.1", "{'name':'x','prompt':{'prompt':'no'}}"),
                "Parameter \\u0027knowledge\\u0027 is not used");
        refused(update("§7.1", "{'name':''}"), "`name` cannot be empty.");
        refused(update("§7.1", "{'name':'two'}"), "Duplicated chat name in updating chat.");
        api.server.play(update("§7.1", "{'llm':{'model_name':'chat@Builtin'}}")
                .answers("{'code':100,'message':'KeyError(\\u0027model_type\\u0027)'}"));
        api.server.play(update("§7.1", "{'llm':{}}").answers("{'code':100,'message':'*match:ValueError.*'}"));
        api.server.keep("chat", "x");
        refused(update("§7.1", "{}"), "You do not own the chat");
    }

    @Test
    void keepsSessions() throws Exception {
        api.assistant("");
        api.server.play(ChatApi.asked("§8 one", "GET /api/v1/chats/{{chat}}/sessions?id={{session}}")
                .answers("""
                        {'code':0,'data':[{'id':'{{session}}','chat_id':'{{chat}}','name':'New session','user_id':'',
                         'messages':[{'role':'assistant',
                          'content':'Hi! I\\u0027m your assistant. What can I do for you?'}],
                         'create_time':'*number','create_date':'*date','update_time':'*number',
                         'update_date':'*date'}]}"""));
        Scenario create = ChatApi.asked("§8", "POST /api/v1/chats/{{chat}}/sessions");
        refused(create.json("{'name':' '}"), "`name` can not be empty.");
        refused(ChatApi.asked("§8", "POST /api/v1/chats/x/sessions").json("{}"), "You do not own the assistant.");
        refused(ChatApi.asked("§8", "GET /api/v1/chats/x/sessions"), "You don\\u0027t own the assistant x.");
        Scenario update = ChatApi.asked("§8", "PUT /api/v1/chats/{{chat}}/sessions/{{session}}");
        refused(update.json("{'message':1}"), "`message` can not be change");
        refused(update.json("{'reference':1}"), "`reference` can not be change");
        refused(update.json("{'name':''}"), "`name` can not be empty.");
        refused(ChatApi.asked("§8", "PUT /api/v1/chats/{{chat}}/sessions/x").json("{}"), "Session does not exist");
        api.server.play(update.json("{'name':'Ann'}").answers("{'code':0}"));
        api.server.play(ChatApi.asked("§8 renamed", "GET /api/v1/chats/{{chat}}/sessions?name=Ann")
                .answers("{'code':0,'data':[{'id':'{{session}}','...':''}]}"));
        Scenario delete = ChatApi.asked("§8", "DELETE /api/v1/chats/{{chat}}/sessions");
        refused(delete.json("{'ids':['x']}"), "The chat doesn\\u0027t own the session x");
        api.server.play(delete.json("{'ids':['{{session}}']}").answers("{'code':0}"));
        api.server.play(
                ChatApi.asked("§8 none", "GET /api/v1/chats/{{chat}}/sessions").answers("{'code':0,'data':[]}"));
    }

    @Test
    void passesOverRepeatedIdsAndSaysSo() throws Exception {
        api.assistant("");
        api.server.play(ChatApi.asked("§1.7 sessions", "DELETE /api/v1/chats/{{chat}}/sessions")
                .json("{'ids':['{{session}}','{{session}}']}")
                .answers("""
                        {'code':0,'data':{'success_count':1,
                         'errors':['Duplicate session ids: {{session}}']}}"""));
        api.server.play(ChatApi.asked("§1.7 assistants", "DELETE /api/v1/chats")
                .json("{'ids':['{{chat}}','{{chat}}']}")
                .answers("""
                        {'code':0,'data':{'success_count':1,
                         'errors':['Duplicate assistant ids: {{chat}}']}}"""));
    }

    @Test
    void refusesToRenameASessionWhoseAssistantIsGone() throws Exception {
        api.assistant("");
        api.server.play(ChatApi.asked("§7.1", "DELETE /api/v1/chats")
                .json("{'ids':['{{chat}}']}")
                .answers("{'code':0}"));
        refused(
                ChatApi.asked("§8", "PUT /api/v1/chats/{{chat}}/sessions/{{session}}")
                        .json("{'name':'Ann'}"),
                "You do not own the session");
    }

    private void refused(Scenario scenario, String message) throws Exception {
        api.server.play(scenario.answers("{'code':102,'message':'" + message + "'}"));
    }

    private static Scenario create(String rule, String body) {
        return ChatApi.asked(rule, "POST /api/v1/chats").json(body);
    }

    private static Scenario update(String rule, String body) {
        return ChatApi.asked(rule, "PUT /api/v1/chats/{{chat}}").json(body);
    }

    private static Scenario list(String rule, String query) {
        return ChatApi.asked(rule, "GET /api/v1/chats" + query);
    }

    private static Scenario delete(String rule, String body) {
        return ChatApi.asked(rule, "DELETE /api/v1/chats").json(body);
    }
}
