package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.freshet.answer.admission.AdmissionSettings;
import dev.freshet.blob.file.FileBlobStore;
import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import dev.freshet.db.TestDatabases;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.model.ChatModel;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.Models;
import dev.freshet.model.RerankModel;
import dev.freshet.model.openai.FakeOpenAi;
import dev.freshet.model.openai.FakeOpenAi.Reply;
import dev.freshet.model.openai.OpenAiDriver;
import dev.freshet.text.TokenCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jooq.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A provider fails in every way there is; the answer says so in the contract's words (§14.1, step 16), what was
/// said before is kept, and nothing stays behind.
class UpstreamFaultTest {
    private static final Duration SHORT = Duration.ofMillis(1500);
    private static final Duration AMPLE = Duration.ofSeconds(50);

    @TempDir
    static Path folder;

    private static Network network;
    private static HttpCaller caller;
    private static FakeOpenAi provider;
    private static Db db;
    private static LuceneChunkIndex index;
    private static QuestionServer server;
    private static QuestionServer.Person person;

    /// What the provider does, the code that the answer names, and what it had said before.
    enum Fault {
        HANGS_BEFORE_THE_HEAD(FakeOpenAi.hangBeforeHead(), "TIMEOUT", ""),
        HANGS_IN_THE_MIDDLE(FakeOpenAi.hangAfter("Thirty ", "days"), "TIMEOUT", "Thirty days"),
        RESETS_AT_ONCE(FakeOpenAi.resetAtOnce(), "CONNECTION_ERROR", ""),
        RESETS_IN_THE_MIDDLE(FakeOpenAi.resetAfter("Thirty ", "days"), "CONNECTION_ERROR", "Thirty days"),
        ENDS_IN_RUBBISH(
                FakeOpenAi.events(FakeOpenAi.deltas("Thirty ", "days") + "data: {oops\n\n"),
                "MODEL_ERROR",
                "Thirty days"),
        ANSWERS_RUBBISH(FakeOpenAi.status(200, "<html>hello</html>", "Content-Type: text/html"), "MODEL_ERROR", ""),
        SENDS_A_LINE_WITHOUT_END(UpstreamFaultTest::endlessLine, "MODEL_ERROR", "Thirty days"),
        COMPRESSES_UNASKED(
                FakeOpenAi.status(200, "xyz", "Content-Type: text/event-stream", "Content-Encoding: gzip"),
                "MODEL_ERROR",
                ""),
        REFUSES_THE_KEY(FakeOpenAi.status(401, "{\"error\":{\"message\":\"wrong\"}}"), "AUTH_ERROR", ""),
        REFUSES_THE_RATE(FakeOpenAi.status(429, "", "Retry-After: 30"), "RATE_LIMIT_EXCEEDED", ""),
        FAILS(FakeOpenAi.status(500, "{\"error\":{\"message\":\"broken\"}}"), "SERVER_ERROR", "");

        private final Reply reply;
        private final String code;
        private final String partial;

        Fault(Reply reply, String code, String partial) {
            this.reply = reply;
            this.code = code;
            this.partial = partial;
        }
    }

    @BeforeAll
    static void open() throws IOException {
        network = Network.open(1);
        caller = HttpCaller.open(
                network,
                new HttpCaller.Settings(
                        100, Duration.ofSeconds(5), SHORT, SHORT, 64L << 20, false, Set.of(), Duration.ofMillis(50)));
        provider = new FakeOpenAi();
        db = TestDatabases.sqlite(folder);
        index = LuceneChunkIndex.open(folder.resolve("index"));
        FileBlobStore files = new FileBlobStore(folder.resolve("files"));
        server = new QuestionServer(
                folder,
                new QuestionServer.Parts(network, db, index, files, new Remote(new HeldParts().models())),
                adaptive());
        person = server.person("person");
    }

    /// Limits that follow the models.
    private static AdmissionSettings adaptive() {
        AdmissionSettings usual = AdmissionSettings.running(100);
        return new AdmissionSettings(0, usual.running(), usual.waiting(), new AdmissionSettings.Adaptive(true, AMPLE));
    }

    @AfterAll
    static void close() throws IOException {
        provider.close();
        server.close();
        caller.close();
        network.close();
        index.close();
        db.close();
    }

    @ParameterizedTest
    @EnumSource
    void endsTheAnswerWithTheErrorAndKeepsWhatWasSaid(Fault fault) throws Exception {
        provider.then(fault.reply);
        String answer = server.ask(person);
        assertThat(answer).startsWith(fault.partial);
        assertThat(answer.substring(fault.partial.length()).strip()).startsWith("**ERROR**: " + fault.code + " - ");
        Record row = lastAnswer();
        assertThat(row.get("state", String.class)).isEqualTo("failed");
        assertThat(row.get("content", String.class)).isEqualTo(answer);
        assertThat(row.get("error", String.class)).isNotBlank();
        assertNothingIsLeft();
    }

    /// Ten megabytes in one line, of which the server must not keep much.
    private static void endlessLine(FakeOpenAi.Exchange exchange) throws IOException {
        exchange.head(200, "Content-Type: text/event-stream");
        exchange.chunk(FakeOpenAi.deltas("Thirty ", "days"));
        byte[] piece = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        exchange.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
        for (int i = 0; i < 100; i++) {
            exchange.chunk(piece);
        }
        exchange.hang();
    }

    /// Streams that are odd and yet whole.
    enum Oddity {
        NO_END_MARK(FakeOpenAi.events(FakeOpenAi.deltas("Thirty ", "days") + FakeOpenAi.finish("stop"))),
        CARRIAGE_RETURNS(FakeOpenAi.events(whole().replace("\n", "\r\n"))),
        COMMENTS_AND_OTHER_FIELDS(FakeOpenAi.events(": ping\n\nid: 7\nevent: message\nretry: 1\n" + whole())),
        ALL_IN_ONE_PACKET(FakeOpenAi.events(whole())),
        A_PACKET_FOR_EACH_BYTE(FakeOpenAi.pieces(bytes())),
        PLAIN_TEXT(FakeOpenAi.status(200, whole(), "Content-Type: text/plain"));

        private final Reply reply;

        Oddity(Reply reply) {
            this.reply = reply;
        }

        private static String whole() {
            return FakeOpenAi.deltas("Thirty ", "days") + FakeOpenAi.finish("stop") + "data: [DONE]\n\n";
        }

        private static byte[][] bytes() {
            byte[] whole = whole().getBytes(StandardCharsets.UTF_8);
            return IntStream.range(0, whole.length)
                    .mapToObj(i -> new byte[] {whole[i]})
                    .toArray(byte[][]::new);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesStreamsThatAreOddAndYetWhole(Oddity oddity) throws Exception {
        provider.then(oddity.reply);
        assertThat(server.ask(person)).startsWith("Thirty days").doesNotContain("ERROR");
        assertNothingIsLeft();
    }

    /// Refusals that come within a second of each other are one, so the second kind is tried until it counts.
    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void asksAModelThatRefusesForLessAtATime(int status) throws Exception {
        provider.then(FakeOpenAi.status(status, "", "Retry-After: 30"));
        server.ask(person);
        int before = server.admission.lowestModelLimit();
        Deadline deadline = Deadline.in(AMPLE);
        while (server.admission.lowestModelLimit() == before) {
            deadline.check("a lower limit");
            server.ask(person);
        }
        assertThat(server.admission.lowestModelLimit()).isLessThan(before);
    }

    private static Record lastAnswer() {
        return db.query(
                Lane.BROWSE,
                sql -> sql.selectFrom(table(name("answer")))
                        .where(field(name("tenant_id"), String.class)
                                .eq(person.tenant().value()))
                        .orderBy(field(name("created_at")).desc())
                        .limit(1)
                        .fetchSingle());
    }

    private static void assertNothingIsLeft() {
        assertThat(server.running.count()).isZero();
        assertThat(server.admission.taken()).isZero();
        Deadline deadline = Deadline.in(AMPLE);
        while (provider.underWay() > 0) {
            deadline.check("the end of the provider's calls");
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// The provider's chat model; the other models are at hand.
    private record Remote(Models others) implements Models {
        @Override
        public Optional<ChatModel> chat(TenantId tenant, String name) {
            return Optional.of(new OpenAiDriver(caller, new TokenCounter()).chat(provider.endpoint("m")));
        }

        @Override
        public Optional<EmbeddingModel> embedding(TenantId tenant, String name) {
            return others.embedding(tenant, name);
        }

        @Override
        public Optional<RerankModel> rerank(TenantId tenant, String name) {
            return others.rerank(tenant, name);
        }
    }
}
