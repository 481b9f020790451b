package dev.freshet.api.ragflow.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.json.JsonObject;
import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.ScriptedModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Related questions, mind maps and the retrieval test, with a model that follows instructions.
class SearchRoutesTest {
    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() {
        api = new ChatApi(folder, 100, new ScriptedModel("chat@Builtin", Capability.INSTRUCTIONS));
        api.server.keep("dataset", api.dataset().id().value());
        api.server.keep("second", api.dataset().id().value());
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
    void relatedQuestionsAreTheNumberedLines() throws Exception {
        api.model.completes(text -> "Sure:\n1. How many?\n2.Missing blank\n 3. Indented\n9. When, then?\n10. Lost");
        for (Scenario ask : List.of(
                row("POST /v1/conversation/related_questions", "{{login}}"),
                row("POST /api/v1/searchbots/related_questions", "Bearer {{beta}}"))) {
            api.server.play(ask.json("{'question':'holidays'}")
                    .answers("{'code':0,'message':'success','data':['How many?','When, then?']}"));
        }
        api.server.play(row("POST /api/v1/sessions/related_questions", "Bearer {{key}}")
                .json("{'question':'holidays','industry':'mining'}")
                .answers("{'code':0,'data':['How many?','When, then?']}"));
        assertThat(api.model.prompts.getLast().settings().temperature()).isEqualTo(0.9);
        assertThat(api.model.prompts.getLast().question()).contains("holidays", "mining");
    }

    @Test
    void relatedQuestionsNeedAQuestion() throws Exception {
        api.server.play(row("POST /api/v1/sessions/related_questions", "Bearer {{key}}")
                .json("{}")
                .answers("{'code':102,'message':'`question` is required.'}"));
        api.server.play(row("POST /v1/conversation/related_questions", "{{login}}")
                .json("{}")
                .answers(missing("question")));
    }

    @Test
    void mindMapsAreMergedOutlines() throws Exception {
        api.model.completes(text -> text.contains("Holidays")
                ? "Here it is\n# **Work**\n## Time off\n- Thirty days\n  - a year\n## Meals\n1. Noon"
                : "# Work\n## Time off\n- Sundays");
        for (Scenario ask : List.of(
                row("POST /v1/conversation/mindmap", "{{login}}"),
                row("POST /api/v1/searchbots/mindmap", "Bearer {{beta}}"))) {
            api.server.play(
                    ask.json("{'question':'holidays','kb_ids':['{{dataset}}']}").answers("""
                            {'code':0,'message':'success','data':{'id':'Work','children':[
                              {'id':'Time off','children':[
                                {'id':'Thirty days','children':[{'id':'a year','children':[]}]}]},
                              {'id':'Meals','children':[{'id':'Noon','children':[]}]}]}}"""));
        }
    }

    @Test
    void aMindMapOfSeveralTopicsHasTheRootCalledRoot() throws Exception {
        api.model.completes(text -> "# One\n# Two\n- One\n- Three");
        api.server.play(row("POST /v1/conversation/mindmap", "{{login}}")
                .json("{'question':'holidays','kb_ids':['{{dataset}}']}")
                .answers("""
                        {'code':0,'message':'success','data':{'id':'root','children':[{'id':'One','children':[]},
                          {'id':'Two','children':[{'id':'Three','children':[]}]}]}}"""));
    }

    @Test
    void aMindMapNeedsDatasetsOfTheCaller() throws Exception {
        String none = "{'code':100,'data':null,'message':'Exception(\\u0027No KB selected\\u0027)'}";
        api.server.play(List.of(
                row("POST /v1/conversation/mindmap", "{{login}}")
                        .json("{'question':'x','kb_ids':[]}")
                        .answers(none),
                row("POST /v1/conversation/mindmap", "{{stranger.login}}")
                        .json("{'question':'x','kb_ids':['{{dataset}}']}")
                        .answers(none),
                row("POST /api/v1/searchbots/mindmap", "Bearer {{stranger.beta}}")
                        .json("{'question':'x','kb_ids':['{{dataset}}']}")
                        .answers(none),
                row("POST /v1/conversation/mindmap", "{{login}}").json("{}").answers(missing("question,kb_ids"))));
        assertThat(api.model.prompts).isEmpty();
    }

    @Test
    void theRetrievalTestKeepsTheNamesOfStorage() throws Exception {
        for (Scenario ask : List.of(
                row("POST /v1/chunk/retrieval_test", "{{login}}"),
                row("POST /api/v1/searchbots/retrieval_test", "Bearer {{beta}}"))) {
            api.server.play(
                    ask.json("{'kb_id':'{{dataset}}','question':'How long are holidays?','size':2,'highlight':true}")
                            .answers("""
                            {'code':0,'message':'success','data':{'total':2,'labels':null,
                             'chunks':[{'chunk_id':'*text','content_with_weight':'Holidays are thirty days.',
                               'content_ltks':'*text','doc_id':'*id','docnm_kwd':'rules.txt','kb_id':'{{dataset}}',
                               'important_kwd':['keyword'],'image_id':'','similarity':'*number',
                               'vector_similarity':'*number',
                               'term_similarity':'*number','positions':[[1,2,3,4,5]],
                               'doc_type_kwd':'','mom_id':'',
                               'highlight':'*text'},'...'],
                             'doc_aggs':[{'doc_name':'rules.txt','doc_id':'*id','count':2}]}}"""));
        }
    }

    @Test
    void theRetrievalTestLooksInSeveralDatasets() throws Exception {
        api.server.play(row("POST /v1/chunk/retrieval_test", "{{login}}")
                .json("{'kb_id':['{{dataset}}','{{second}}'],'question':'holidays'}")
                .answers("{'code':0,'message':'success','data':{'total':4,'...':''}}"));
        api.server.play(row("POST /v1/chunk/retrieval_test", "{{login}}")
                .json("{'kb_id':['{{dataset}}'],'question':'holidays','similarity_threshold':1.1}")
                .answers("{'code':0,'message':'success','data':{'total':0,'chunks':[],'doc_aggs':[],'labels':null}}"));
    }

    @Test
    void theRetrievalTestSearchesForKeywordsToo() throws Exception {
        api.model.completes(text -> ", lunch");
        api.server.play(row("POST /v1/chunk/retrieval_test", "{{login}}")
                .json("{'kb_id':['{{dataset}}'],'question':'when is','keyword':true,'highlight':true}")
                .answers("{'code':0,'message':'success','data':{'total':2,'chunks':["
                        + "{'content_with_weight':'Lunch is at noon.','...':''},'...'],'...':''}}"));
        assertThat(api.model.prompts).hasSize(1);
    }

    @Test
    void theRetrievalTestRefusesStrangersDatasets() throws Exception {
        String owner = "{'code':103,'data':false,'message':'Only owner of dataset authorized for this operation.'}";
        api.server.play(List.of(
                row("POST /v1/chunk/retrieval_test", "{{login}}")
                        .json("{'kb_id':[],'question':'x'}")
                        .answers("{'code':102,'data':false,'message':'Please specify dataset firstly.'}"),
                row("POST /v1/chunk/retrieval_test", "{{login}}").json("{}").answers(missing("kb_id,question")),
                row("POST /v1/chunk/retrieval_test", "{{login}}")
                        .json("{'kb_id':['{{dataset}}','nope'],'question':'x'}")
                        .answers(owner),
                row("POST /v1/chunk/retrieval_test", "{{stranger.login}}")
                        .json("{'kb_id':'{{dataset}}','question':'x'}")
                        .answers(owner),
                row("POST /api/v1/searchbots/retrieval_test", "Bearer {{stranger.beta}}")
                        .json("{'kb_id':'{{dataset}}','question':'x'}")
                        .answers(owner)));
    }

    @Test
    void aSavedSearchSaysWhereAndHowToSearch() throws Exception {
        String config = "{\"kb_ids\":[\"" + api.server.kept("dataset") + "\"],\"similarity_threshold\":0.9,"
                + "\"llm_setting\":{\"temperature\":0.3},\"summary\":true}";
        api.server.keep(
                "search",
                api.saved
                        .create(api.tenant, "depots", null, JsonObject.parse(config))
                        .id()
                        .value());
        api.model.completes(text -> "1. One");
        api.server.play(row("POST /v1/conversation/related_questions", "{{login}}")
                .json("{'question':'x','search_id':'{{search}}'}")
                .answers("{'code':0,'message':'success','data':['One']}"));
        assertThat(api.model.prompts.getLast().settings().temperature()).isEqualTo(0.3);
        api.model.says("Nothing.");
        List<String> frames = api.stream(row("POST /v1/conversation/ask", "{{login}}")
                .json("{'question':'zebra','kb_ids':[],'search_id':'{{search}}'}"));
        assertThat(frames.get(frames.size() - 2)).contains("\"total\":0,\"chunks\":[]");
        api.server.play(row("GET /api/v1/searchbots/detail?search_id={{search}}", "Bearer {{beta}}")
                .answers("""
                        {'code':0,'message':'success','data':{'id':'{{search}}','tenant_id':'{{tenant}}',
                         'created_by':'*text','name':'depots','avatar':null,'description':null,'status':'1',
                         'search_config':{'kb_ids':['{{dataset}}'],'summary':true,'...':''},'create_time':'*number',
                         'create_date':'*date','update_time':'*number','update_date':'*date'}}"""));
        String nobodys = "{'code':103,'data':false,'message':'Has no permission for this operation.'}";
        api.server.play(List.of(
                row("GET /api/v1/searchbots/detail?search_id={{search}}", "Bearer {{stranger.beta}}")
                        .answers(nobodys),
                row("GET /api/v1/searchbots/detail?search_id=nope", "Bearer {{beta}}")
                        .answers(nobodys)));
    }

    private static String missing(String keys) {
        return "{'code':101,'data':null,'message':'required argument are missing: " + keys + "; '}";
    }

    private static Scenario row(String request, String authorization) {
        return Scenario.of("§9.5, §6.2 " + request, request).header("Authorization", authorization);
    }
}
