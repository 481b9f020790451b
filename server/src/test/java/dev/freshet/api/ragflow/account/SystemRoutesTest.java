package dev.freshet.api.ragflow.account;

import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.api.Scenario;
import dev.freshet.core.AppException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemRoutesTest {
    private static final Scenario REGISTER = Scenario.of("§2.2", "POST /v1/user/register")
            .json("{'nickname':'Ada','email':'ada@example.org','password':'x'}")
            .answers("{'code':0,'message':'*text','data':{'...':0}}")
            .keep("login", "Authorization")
            .keep("tenant", "/data/id");
    private static final String UNAUTHORIZED =
            "{'code':401,'message':'<Unauthorized \\u0027401: Unauthorized\\u0027>','data':null}";

    @TempDir
    Path folder;

    @Test
    void answersWhoeverAsksWhetherItLives() throws Exception {
        try (AccountServer test = open()) {
            test.server.play(List.of(
                    Scenario.of("§2.7", "GET /v1/system/ping").answersText(200, "pong"),
                    Scenario.of("§2.7", "GET /v1/system/config")
                            .answers("{'code':0,'message':'success','data':{'registerEnabled':1}}"),
                    Scenario.of("§2.7", "GET /v1/system/healthz")
                            .answers("{'db':'ok','redis':'ok','doc_engine':'ok','storage':'ok','status':'ok'}")));
        }
    }

    @Test
    void tellsVersionAndStatusToThoseSignedIn() throws Exception {
        try (AccountServer test = open()) {
            test.server.play(List.of(
                    REGISTER,
                    Scenario.of("§2.7", "GET /v1/system/version").answers(UNAUTHORIZED),
                    Scenario.of("§2.7", "GET /v1/system/status").answers(UNAUTHORIZED),
                    signedIn("GET /v1/system/version")
                            .answers("{'code':0,'message':'success','data':'v0.23.1 Freshet 0.1.0'}"),
                    signedIn("GET /v1/system/status").answers("""
                            {'code':0,'message':'success','data':{
                              'doc_engine':{'type':'lucene','status':'green','elapsed':'*match:\\\\d+\\\\.\\\\d'},
                              'storage':{'storage':'file','status':'green','elapsed':'*match:\\\\d+\\\\.\\\\d'},
                              'database':{'database':'sqlite','status':'green','elapsed':'*match:\\\\d+\\\\.\\\\d'},
                              'redis':{'status':'green','elapsed':'0.0'},'task_executor_heartbeats':{}}}""")));
        }
    }

    @Test
    void saysWhichPartDoesNotWork() throws Exception {
        try (AccountServer test = open()) {
            test.storage = () -> {
                throw new AppException.Broken("the disk named /secret/place is full", null);
            };
            test.server.play(List.of(
                    REGISTER,
                    Scenario.of("§2.7", "GET /v1/system/healthz").answers(500, """
                            {'db':'ok','redis':'ok','doc_engine':'ok','storage':'nok','status':'nok',
                             '_meta':{'storage':{'elapsed':'*text','error':'it does not work; the log says why'}}}"""),
                    signedIn("GET /v1/system/status").answers("""
                            {'code':0,'message':'success','data':{'storage':{'storage':'file','status':'red',
                              'elapsed':'*text','error':'it does not work; the log says why'},'...':0}}""")));
        }
    }

    @Test
    void doesNotWaitForAPartThatHangs() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (AccountServer test = open()) {
            test.storage = () -> await(held);
            test.server.play(Scenario.of("§2.7", "GET /v1/system/healthz").answers(500, """
                    {'db':'ok','redis':'ok','doc_engine':'ok','storage':'nok','status':'nok',
                     '_meta':{'storage':{'elapsed':'*text','error':'no answer within 1000 ms'}}}"""));
            held.countDown();
        } finally {
            held.countDown();
        }
    }

    @Test
    void tenantsShowAndChangeTheirOwnModelsAlone() throws Exception {
        try (AccountServer test = open()) {
            Scenario show = signedIn("GET /v1/user/tenant_info");
            Scenario change = signedIn("POST /v1/user/set_tenant_info");
            test.server.play(List.of(
                    REGISTER,
                    show.answers(tenant("chat@Builtin", "embedding@Builtin")),
                    change.json("{'tenant_id':'{{tenant}}','llm_id':'x'}")
                            .answers("{'code':101,'message':"
                                    + "'required argument are missing: asr_id,embd_id,img2txt_id; ','data':null}"),
                    change.json("{'tenant_id':'other','asr_id':'','embd_id':'e@X','img2txt_id':'','llm_id':'m@X'}")
                            .answers("{'code':109,'message':'No authorization.','data':false}"),
                    change.json("{'tenant_id':'{{tenant}}','asr_id':'','embd_id':'e@X','img2txt_id':'','llm_id':'m@X'}")
                            .answers("{'code':0,'message':'success','data':true}"),
                    show.answers(tenant("m@X", "e@X"))));
        }
    }

    private static String tenant(String chat, String embedding) {
        return """
                {'code':0,'message':'success','data':{'tenant_id':'{{tenant}}','name':'Ada','llm_id':'%s',
                 'embd_id':'%s','rerank_id':'','asr_id':'','img2txt_id':'','tts_id':'','role':'owner','parser_ids':
                 'naive:General,qa:Q&A,resume:Resume,manual:Manual,table:Table,paper:Paper,book:Book,laws:Laws,\
                presentation:Presentation,picture:Picture,one:One,audio:Audio,email:Email,\
                tag:Tag'}}""".formatted(chat, embedding);
    }

    private AccountServer open() {
        return new AccountServer(folder, Registration.OPEN, true);
    }

    private static Scenario signedIn(String request) {
        return Scenario.of("§2.4 or §2.7", request).header("Authorization", "{{login}}");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
