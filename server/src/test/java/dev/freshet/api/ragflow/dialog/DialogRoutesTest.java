package dev.freshet.api.ragflow.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.api.Scenario;
import dev.freshet.api.ragflow.chat.ChatApi;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Stores;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialogRoutesTest {
    private static final String PLAIN = "'prompt_config':{'system':'Be short.','parameters':[]}";
    private static final String GROUNDED = """
            'kb_ids':['{{dataset}}'],'prompt_config':{'system':'From {knowledge}','prologue':'Hi',
             'parameters':[{'key':'knowledge','optional':false}],'quote':true,'empty_response':'Nothing.'}""";
    private static final String ROW = """
            {'id':'{{dialog}}','tenant_id':'{{tenant}}','name':'%s','description':'%s','icon':'','language':'English',
             'llm_id':'chat@Builtin','llm_setting':%s,'prompt_type':'simple',
             'prompt_config':{'system':'From {knowledge}','prologue':'Hi',
               'parameters':[{'key':'knowledge','optional':false}],'empty_response':'Nothing.','quote':true,
               'tts':false,'refine_multiturn':false,'keyword':false,'reasoning':false,'use_kg':false,
               'toc_enhance':false,'cross_languages':[]},
             'meta_data_filter':{},'similarity_threshold':%s,'vector_similarity_weight':0.3,'top_n':%s,'top_k':1024,
             'do_refer':'1','rerank_id':'','kb_ids':['{{dataset}}'],'kb_names':['*text'],'status':'1',
             'create_time':'*number','create_date':'*date','update_time':'*number','update_date':'*date'}""";

    @TempDir
    static Path folder;

    private static ChatApi api;

    @BeforeAll
    static void start() {
        api = new ChatApi(folder);
        api.server.keep("dataset", api.dataset().id().value());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void makesReadsAndChangesAnAssistant() throws Exception {
        api.server.play(set("'name':'Guide'," + GROUNDED).keep("dialog", "/data/id"));
        String made = ROW.formatted("Guide", "A helpful dialog", "{}", "0.1", "6");
        api.server.play(web("GET /v1/dialog/get?dialog_id={{dialog}}").answers(success(made)));
        String changed = ROW.formatted("Porter", "x", "{'temperature':0.5}", "0.4", "3");
        api.server.play(set("'dialog_id':'{{dialog}}','name':'Porter','description':'x','top_n':3,"
                        + "'similarity_threshold':0.4,'llm_setting':{'temperature':0.5}," + GROUNDED)
                .answers(success(changed)));
        api.server.play(web("GET /v1/dialog/get?dialog_id={{dialog}}").answers(success(changed)));
    }

    @Test
    void numbersNamesThatAreTaken() throws Exception {
        api.server.play(List.of(
                set("'name':' Twin ',%s".formatted(PLAIN)).answers(named("Twin")),
                set("'name':'Twin',%s".formatted(PLAIN)).answers(named("Twin(1)"))));
    }

    @Test
    void listsNewestFirstAndByPages() throws Exception {
        for (String name : List.of("Pager one", "Pager two", "Pager three")) {
            api.server.play(set("'name':'" + name + "'," + PLAIN));
        }
        api.server.play(List.of(
                web("GET /v1/dialog/list")
                        .answers("{'code':0,'message':'success','data':[{'name':'Pager three','...':''},'...']}"),
                web("POST /v1/dialog/next?page=2&page_size=2&keywords=PAGER&orderby=create_time&desc=false")
                        .json("{}")
                        .answers(success("{'dialogs':[{'name':'Pager three','...':''}],'total':3}")),
                web("POST /v1/dialog/next?keywords=pager t")
                        .json("{'owner_ids':['{{tenant}}']}")
                        .answers(success("{'dialogs':[{'name':'Pager three','...':''},"
                                + "{'name':'Pager two','...':''}],'total':2}")),
                web("POST /v1/dialog/next")
                        .json("{'owner_ids':['nobody']}")
                        .answers(success("{'dialogs':[],'total':0}")),
                stranger("GET /v1/dialog/list").answers(success("[]"))));
    }

    @Test
    void removesAssistantsOfTheCallerOnly() throws Exception {
        api.server.play(set(PLAIN).keep("gone", "/data/id"));
        String owner = "{'code':103,'data':false,'message':'Only owner of dialog authorized for this operation.'}";
        api.server.play(List.of(
                stranger("POST /v1/dialog/rm")
                        .json("{'dialog_ids':['{{gone}}']}")
                        .answers(owner),
                web("POST /v1/dialog/rm").json("{'dialog_ids':['nope']}").answers(owner),
                web("POST /v1/dialog/rm").json("{'dialog_ids':['{{gone}}']}").answers(success("true")),
                web("GET /v1/dialog/get?dialog_id={{gone}}").answers(refusal("Dialog not found!"))));
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        api.server.play(List.of(
                web("POST /v1/dialog/set").json("{}").answers("""
                        {'code':101,'data':null,'message':'required argument are missing: prompt_config; '}"""),
                set("'name':5," + PLAIN).answers(refusal("Dialog name must be string.")),
                set("'name':'  '," + PLAIN).answers(refusal("Dialog name can\\u0027t be empty.")),
                set("'name':'" + "x".repeat(256) + "'," + PLAIN)
                        .answers(refusal("Dialog name length is 256 which is larger than 255")),
                set("'prompt_config':{'system':'From {knowledge}','parameters':[]}")
                        .answers(refusal(
                                "Please remove `{knowledge}` in system prompt since no dataset / Tavily used here.")),
                set("'prompt_config':{'system':'No','parameters':[{'key':'x','optional':false}]}")
                        .answers(refusal("Parameter \\u0027x\\u0027 is not used")),
                set("'dialog_id':'nope'," + PLAIN).answers(refusal("Dialog not found!")),
                stranger("GET /v1/dialog/get?dialog_id=nope").answers(refusal("Dialog not found!"))));
    }

    @Test
    void refusesDatasetsOfDifferentModels() throws Exception {
        Dataset other = api.stores.datasets.create(
                api.tenant, api.tenant.value(), Stores.settings("Of another model", "bge-m3@Nobody"));
        api.server.keep("other", other.id().value());
        HttpResponse<String> answer = api.server.send(
                set(GROUNDED.replace("'kb_ids':['{{dataset}}']", "'kb_ids':['{{dataset}}','{{other}}']")));
        JsonNode body = ChatApi.json(answer.body());
        assertThat(body.path("code").asInt()).isEqualTo(102);
        assertThat(body.path("message").asText())
                .startsWith("Datasets use different embedding models: ['")
                .contains("'BAAI/bge-small-en-v1.5@Builtin'", "'bge-m3@Nobody'")
                .endsWith("']\"");
    }

    private static String named(String name) {
        return success("{'name':'" + name + "','...':''}");
    }

    private static String success(String data) {
        return "{'code':0,'message':'success','data':" + data + "}";
    }

    private static String refusal(String message) {
        return "{'code':102,'data':null,'message':'" + message + "'}";
    }

    private static Scenario set(String fields) {
        return web("POST /v1/dialog/set").json("{" + fields + "}");
    }

    private static Scenario web(String request) {
        return Scenario.of("§11 " + request, request.replace("pager t", "pager%20t"))
                .header("Authorization", "{{login}}");
    }

    private static Scenario stranger(String request) {
        return Scenario.of("§11 " + request, request).header("Authorization", "{{stranger.login}}");
    }
}
