package dev.freshet.api.ragflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.account.Accounts.SignedIn;
import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.api.Scenario;
import dev.freshet.core.Parallel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountRoutesTest {
    private static final String USER = """
            {'id':'*id','nickname':'Ada','email':'ada@example.org','avatar':'','language':'English',
             'color_schema':'Bright','timezone':'UTC','last_login_time':'*date','is_authenticated':'1',
             'is_active':'1','is_anonymous':'0','login_channel':'password','status':'1','is_superuser':false,
             'create_time':'*number','create_date':'*date','update_time':'*number','update_date':'*date'}""";
    private static final String REGISTERED = "{'code':0,'message':'Ada, welcome aboard!','data':" + USER + "}";
    private static final String WELCOME = "{'code':0,'message':'Welcome back!','data':" + USER + "}";
    private static final String UNAUTHORIZED =
            "{'code':401,'message':'<Unauthorized \\u0027401: Unauthorized\\u0027>','data':null}";
    private static final Scenario REGISTER = Scenario.of("§2.2", "POST /v1/user/register")
            .json("{'nickname':'Ada','email':'ada@example.org','password':'secret'}");

    @TempDir
    Path folder;

    @Test
    void registersAsTheContractSays() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            HttpResponse<String> registered = test.server.play(REGISTER.answers(REGISTERED));
            assertThat(registered.headers().firstValue("Authorization")).isPresent();
            assertThat(registered.headers().firstValue("Access-Control-Expose-Headers"))
                    .hasValue("Authorization");
            test.server.play(refusedRegistrations());
        }
    }

    private static List<Scenario> refusedRegistrations() {
        Scenario register = Scenario.of("§2.2", "POST /v1/user/register");
        return List.of(
                REGISTER.answers(refusal(103, "Email: ada@example.org has already registered!")),
                register.json("{'nickname':'A','email':'ADA@Example.org','password':'x'}")
                        .answers(refusal(103, "Email: ADA@Example.org has already registered!")),
                register.json("{'nickname':'A','email':'ada.example.org','password':'x'}")
                        .answers(refusal(103, "Invalid email address: ada.example.org!")),
                register.json("{'nickname':'A','email':'b@example.org','password':''}")
                        .answers(refusal(103, "password must not be empty")),
                Scenario.of("§2.1", "POST /v1/user/register")
                        .json("{'nickname':'A','email':'b@example.org','password':'" + foreignCipherText() + "'}")
                        .answers(refusal(500, "Fail to crypt password")),
                Scenario.of("§1.5", "POST /v1/user/register")
                        .json("{'nickname':'A'}")
                        .answers("{'code':101,'message':'required argument are missing: email,password; ',"
                                + "'data':null}"),
                Scenario.of("§1.5", "POST /v1/user/register")
                        .json("'text'")
                        .answers("{'code':100,'message':'AttributeError(\\\"\\u0027str\\u0027 object has no attribute"
                                + " \\u0027get\\u0027\\\")','data':null}"));
    }

    @Test
    void signsInAndOut() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            test.server.play(REGISTER.answers(REGISTERED).keep("first", "Authorization"));
            Scenario login = Scenario.of("§2.3", "POST /v1/user/login")
                    .json("{'email':'ada@example.org','password':'secret'}")
                    .answers(WELCOME);
            Scenario info = Scenario.of("§1.4", "GET /v1/user/info");
            test.server.play(List.of(
                    info.answers(UNAUTHORIZED),
                    info.header("Authorization", "nonsense").answers(UNAUTHORIZED),
                    info.header("Authorization", "{{first}}")
                            .answers("{'code':0,'message':'success','data':"
                                    + USER.replace("'id':'*id'", "'id':'*id','has_password':true") + "}"),
                    login.keep("second", "Authorization"),
                    Scenario.of("§2.3 an older token dies", "GET /v1/user/info")
                            .header("Authorization", "{{first}}")
                            .answers(UNAUTHORIZED),
                    Scenario.of("§2.3", "GET /v1/user/logout")
                            .header("Authorization", "{{second}}")
                            .answers("{'code':0,'message':'success','data':true}"),
                    info.header("Authorization", "{{second}}").answers(UNAUTHORIZED),
                    Scenario.of("§2.3", "GET /v1/user/login/channels")
                            .answers("{'code':0,'message':'success','data':[]}")));
        }
    }

    @Test
    void refusesToSignInAsTheContractSays() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            test.server.play(REGISTER.answers(REGISTERED));
            Scenario login = Scenario.of("§2.3", "POST /v1/user/login");
            test.server.play(List.of(
                    login.answers(refusal(109, "Unauthorized!")),
                    Scenario.of("§2.3", "GET /v1/user/login").answers(refusal(109, "Unauthorized!")),
                    login.json("{'email':'eve@example.org','password':'x'}")
                            .answers(refusal(109, "Email: eve@example.org is not registered!")),
                    login.json("{'email':'ada@example.org','password':'wrong'}")
                            .answers(refusal(109, "Email and password do not match!")),
                    login.json("{'email':'admin@ragflow.io','password':'admin'}")
                            .answers(refusal(
                                    109, "Default admin account cannot be used to login normal" + " services!")),
                    Scenario.of("§2.1", "POST /v1/user/login")
                            .json("{'email':'ada@example.org','password':'" + foreignCipherText() + "'}")
                            .answers(refusal(500, "Fail to crypt password"))));
        }
    }

    @Test
    void aClosedAccountIsSignedInNoMore() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            test.server.play(REGISTER.answers(REGISTERED).keep("login", "Authorization"));
            test.closeAccounts();
            test.server.play(List.of(
                    Scenario.of("§1.4", "GET /v1/user/info")
                            .header("Authorization", "{{login}}")
                            .answers(UNAUTHORIZED),
                    Scenario.of("§2.3", "POST /v1/user/login")
                            .json("{'email':'ada@example.org','password':'secret'}")
                            .answers(refusal(
                                    403, "This account has been disabled, please contact the administrator!"))));
        }
    }

    @Test
    void takesThePasswordEncryptedOrPlain() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            test.server.play(REGISTER.answers(REGISTERED));
            HttpResponse<String> key = test.server.play(Scenario.of("§2.1", "GET /v1/system/public_key")
                    .answers("{'code':0,'message':'success','data':'*text'}")
                    .keep("pem", "/data"));
            assertThat(key.body()).contains("BEGIN PUBLIC KEY").doesNotContain("PRIVATE");
            test.server.keep("cipher", encrypted(test.server.kept("pem"), "secret"));
            Scenario login = Scenario.of("§2.1", "POST /v1/user/login").answers(WELCOME);
            test.server.play(login.json("{'email':'ada@example.org','password':'{{cipher}}'}"));
            test.server.play(login.json("{'email':'ada@example.org','password':'secret'}"));
            test.server.play(
                    login.sends("application/x-www-form-urlencoded", "email=ada%40example.org&password=secret"));
        }
    }

    @Test
    void registrationClosesAfterTheFirstAccountOnAnOpenNetwork() throws Exception {
        try (AccountServer test = open(Registration.AUTO, false)) {
            Scenario config = Scenario.of("§2.7", "GET /v1/system/config");
            test.server.play(List.of(
                    config.answers("{'code':0,'message':'success','data':{'registerEnabled':1}}"),
                    REGISTER.answers(REGISTERED),
                    config.answers("{'code':0,'message':'success','data':{'registerEnabled':0}}"),
                    Scenario.of("§2.2", "POST /v1/user/register")
                            .json("{'nickname':'B','email':'b@example.org','password':'x'}")
                            .answers(refusal(103, "User registration is disabled!"))));
        }
    }

    @Test
    void oneOfTwoRegistrationsOfAnAddressAtOnceSucceeds() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            assertThat(registeredAtOnce(test, REGISTER, REGISTER))
                    .containsExactlyInAnyOrder(
                            "Ada, welcome aboard!", "Email: ada@example.org has already registered!");
        }
    }

    @Test
    void oneOfTwoFirstRegistrationsAtOnceSucceedsOnAnOpenNetwork() throws Exception {
        Scenario other = Scenario.of("§2.2", "POST /v1/user/register")
                .json("{'nickname':'Ada','email':'other@example.org','password':'x'}");
        try (AccountServer test = open(Registration.AUTO, false)) {
            assertThat(registeredAtOnce(test, REGISTER, other))
                    .containsExactlyInAnyOrder("Ada, welcome aboard!", "User registration is disabled!");
        }
    }

    private static List<String> registeredAtOnce(AccountServer test, Scenario... requests) {
        List<Callable<String>> tasks = Stream.of(requests)
                .map(row -> (Callable<String>) () -> test.server.send(row).body())
                .toList();
        return Parallel.all(tasks).stream()
                .map(body -> body.replaceAll(".*\"message\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void anOwnerWithoutAPasswordSetsTheFirstOneByTheSignIn() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            SignedIn owner = test.accounts.createOwner("owner", "owner@localhost");
            test.server.keep("login", owner.loginToken().reveal());
            Scenario setting = Scenario.of("own", "POST /v1/user/setting").header("Authorization", "{{login}}");
            Scenario login = Scenario.of("§2.3", "POST /v1/user/login");
            String done = "{'code':0,'message':'success','data':true}";
            test.server.play(List.of(
                    Scenario.of("own", "GET /v1/user/info")
                            .header("Authorization", "{{login}}")
                            .answers("{'code':0,'message':'success','data':{'has_password':false,'...':0}}"),
                    login.json("{'email':'owner@localhost','password':''}")
                            .answers(refusal(109, "Email and password do not match!")),
                    setting.json("{'password':'guess','new_password':'mine'}").answers(refusal(109, "Password error!")),
                    setting.json("{'new_password':'mine'}").answers(done),
                    setting.json("{'new_password':'other'}").answers(done),
                    login.json("{'email':'owner@localhost','password':'other'}")
                            .answers(refusal(109, "Email and password do not match!")),
                    login.json("{'email':'owner@localhost','password':'mine'}")
                            .answers("{'code':0,'message':'Welcome back!','data':'*'}")));
            test.accounts.resetPassword("OWNER@localhost", "lost and found");
            test.server.play(login.json("{'email':'owner@localhost','password':'lost and found'}")
                    .answers("{'code':0,'message':'Welcome back!','data':'*'}"));
        }
    }

    @Test
    void changesOnlyWhatAPersonMayChange() throws Exception {
        try (AccountServer test = open(Registration.OPEN, true)) {
            test.server.play(REGISTER.answers(REGISTERED).keep("login", "Authorization"));
            Scenario setting = Scenario.of("§1.9", "POST /v1/user/setting").header("Authorization", "{{login}}");
            test.server.play(List.of(
                    setting.json("{'nickname':'Countess','language':'Chinese','email':'x@y.org','is_superuser':true}")
                            .answers("{'code':0,'message':'success','data':true}"),
                    setting.json("{'password':'wrong','new_password':'new'}").answers(refusal(109, "Password error!")),
                    setting.json("{'password':'secret','new_password':'new'}")
                            .answers("{'code':0,'message':'success','data':true}"),
                    setting.json("{'timezone':'" + "x".repeat(65) + "'}")
                            .answers("{'code':101,'message':'timezone must have at most 64 characters','data':null}"),
                    Scenario.of("§1.9", "GET /v1/user/info")
                            .header("Authorization", "{{login}}")
                            .answers("{'code':0,'message':'success','data':{'nickname':'Countess','language':'Chinese',"
                                    + "'email':'ada@example.org','is_superuser':false,'timezone':'UTC','...':0}}"),
                    Scenario.of("§2.3", "POST /v1/user/login")
                            .json("{'email':'ada@example.org','password':'secret'}")
                            .answers(refusal(109, "Email and password do not match!")),
                    Scenario.of("§2.3", "POST /v1/user/login")
                            .json("{'email':'ada@example.org','password':'new'}")
                            .answers("{'code':0,'message':'Welcome back!','data':'*'}")));
        }
    }

    private static String refusal(int code, String message) {
        return "{'code':" + code + ",'message':'" + message + "','data':false}";
    }

    private AccountServer open(Registration registration, boolean loopback) {
        return new AccountServer(folder, registration, loopback);
    }

    /// 256 bytes as RSA with 2048 bits gives, though of no key of this server.
    private static String foreignCipherText() {
        byte[] bytes = new byte[256];
        bytes[0] = 7;
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// The form of §2.1.
    private static String encrypted(String pem, String password) throws GeneralSecurityException, IOException {
        byte[] key = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)));
        String inner = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(cipher.doFinal(inner.getBytes(StandardCharsets.UTF_8)));
    }
}
