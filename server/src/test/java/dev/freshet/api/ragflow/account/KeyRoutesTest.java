package dev.freshet.api.ragflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.api.Scenario;
import dev.freshet.core.TenantId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KeyRoutesTest {
    private static final Scenario REGISTER = Scenario.of("§2.2", "POST /v1/user/register")
            .json("{'nickname':'Ada','email':'ada@example.org','password':'secret-password'}")
            .answers("{'code':0,'message':'*text','data':{'...':0}}")
            .keep("login", "Authorization")
            .keep("tenant", "/data/id");
    private static final String ROW = """
            {'tenant_id':'{{tenant}}','token':'*match:ragflow-[A-Za-z0-9_-]{43}',
             'beta':'*match:[A-Za-z0-9_-]{32}','dialog_id':null,'source':null,'create_time':'*number',
             'create_date':'*date','update_time':null,'update_date':null}""";

    @TempDir
    Path folder;

    @Test
    void makesListsAndDeletesKeys() throws Exception {
        try (AccountServer test = new AccountServer(folder, Registration.OPEN, true)) {
            Scenario list = signedIn("GET /v1/system/token_list");
            test.server.play(List.of(
                    REGISTER,
                    list.answers("{'code':0,'message':'success','data':[]}"),
                    signedIn("POST /v1/system/new_token")
                            .answers("{'code':0,'message':'success','data':" + ROW + "}")
                            .keep("token", "/data/token"),
                    list.answers("{'code':0,'message':'success','data':[" + ROW + "]}")));
            assertThat(test.keys.byToken(test.server.kept("token"))).isPresent();
            Scenario delete =
                    signedIn("DELETE /v1/system/token/{{token}}").answers("{'code':0,'message':'success','data':true}");
            test.server.play(List.of(delete, delete, list.answers("{'code':0,'message':'success','data':[]}")));
            assertThat(test.keys.byToken(test.server.kept("token"))).isEmpty();
        }
    }

    @Test
    void nobodyDeletesAnothersKey() throws Exception {
        try (AccountServer test = new AccountServer(folder, Registration.OPEN, true)) {
            test.server.play(REGISTER);
            String foreign =
                    test.keys.create(new TenantId("0".repeat(32)), null).token().reveal();
            test.server.play(signedIn("DELETE /v1/system/token/" + foreign)
                    .answers("{'code':0,'message':'success','data':true}"));
            assertThat(test.keys.byToken(foreign)).isPresent();
        }
    }

    @Test
    void anApiKeyOpensNoRouteOfTheLoginToken() throws Exception {
        try (AccountServer test = new AccountServer(folder, Registration.OPEN, true)) {
            test.server.play(List.of(
                    REGISTER,
                    signedIn("POST /v1/system/new_token")
                            .answers("{'code':0,'message':'success','data':{'...':0}}")
                            .keep("token", "/data/token"),
                    Scenario.of("§1.4", "GET /v1/system/token_list")
                            .header("Authorization", "Bearer {{token}}")
                            .answers("{'code':401,'message':'<Unauthorized \\u0027401: Unauthorized\\u0027>',"
                                    + "'data':null}")));
        }
    }

    @Test
    void keysAndPasswordsNeverShowInTheLog() throws Exception {
        Logger ours = (Logger) LoggerFactory.getLogger("dev.freshet");
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        ours.setLevel(Level.TRACE);
        ours.addAppender(seen);
        try (AccountServer test = new AccountServer(folder, Registration.OPEN, true)) {
            test.server.play(List.of(
                    REGISTER,
                    signedIn("POST /v1/system/new_token")
                            .answers("{'code':0,'message':'success','data':{'...':0}}")
                            .keep("token", "/data/token"),
                    Scenario.of("§2.2", "POST /v1/user/register")
                            .json("{'nickname':'Ada','email':'ada@example.org','password':'secret-password'}")
                            .answers("{'code':103,'message':'*text','data':false}")));
            LoggerFactory.getLogger("dev.freshet.api").info("the test's own line");
            assertThat(seen.list.stream().map(ILoggingEvent::getFormattedMessage))
                    .contains("the test's own line")
                    .noneMatch(line -> line.contains("secret-password")
                            || line.contains(test.server.kept("token"))
                            || line.contains(test.server.kept("login")));
        } finally {
            ours.detachAppender(seen);
            ours.setLevel(null);
        }
    }

    private static Scenario signedIn(String request) {
        return Scenario.of("§2.5", request).header("Authorization", "{{login}}");
    }
}
