package dev.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.ServerLife.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the whole server while documents come in and questions are answered, at named steps and at random
/// moments. What it had accepted is there after the next start, once; each answer has come to one end; parsing
/// goes on by itself.
class ServerKillTest {
    private static final boolean LONG = Boolean.getBoolean("freshet.long");
    private static final int RANDOM_KILLS = LONG ? 100 : 10;
    private static final int COMMITS = 30;
    private static final int LONGEST_WORK_MILLIS = 1_000;
    private static final int CALLS_A_LIFE = 3;

    /// Documents that come quickly share a commit of the index, so the second may take many of them.
    private static final int CALLS_TO_REACH_A_STEP = 100;

    private static final long PATIENCE_MILLIS = 60_000;
    private static final Set<String> ENDS = Set.of("finished", "stopped", "failed", "interrupted");

    /// Enters with each commit of the database that was made, before anyone is told.
    private static final String COMMITTED = "dev.freshet.db.Ticket";

    private static final String INDEX = "dev.freshet.index.lucene.LuceneChunkIndex";
    private static final String ANSWER = "dev.freshet.answer.Answer";

    @TempDir
    private Path folder;

    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final Set<String> parsed = ConcurrentHashMap.newKeySet();

    /// Documents whose chunks were compared in full; it is done once more at the end.
    private final Set<String> unchanged = new HashSet<>();

    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Map<String, String> questions = new ConcurrentHashMap<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private String dataset = "";
    private String chat = "";
    private List<String> wholeDocument = List.of();

    @Test
    void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Step> steps = steps(random);
        System.out.println("ServerKillTest: " + RANDOM_KILLS + " kills at random moments and " + steps.size()
                + " at named steps, with seed " + seed);
        List<String> start = LONG
                ? RehearsedServer.prepare(folder, ServerLife.OPTIONS)
                : List.of("-cp", System.getProperty("java.class.path"));
        try (ServerLife first = ServerLife.begin(folder, start, false)) {
            prepare(first);
            work(first, Moment.after(random.nextInt(LONGEST_WORK_MILLIS)));
        }
        List<Moment> moments = new ArrayList<>(steps.stream().map(Moment::at).toList());
        for (int kill = 1; kill < RANDOM_KILLS; kill++) {
            moments.add(Moment.after(random.nextInt(LONGEST_WORK_MILLIS)));
        }
        Collections.shuffle(moments, random);
        String before = "the first kill";
        for (Moment moment : moments) {
            try (ServerLife life = ServerLife.begin(folder, start, moment.step() != null)) {
                check(life, "seed " + seed + ", after " + before);
                work(life, moment);
                before = moment.toString();
            }
        }
        unchanged.clear();
        try (ServerLife last = ServerLife.begin(folder, start, false)) {
            check(last, "seed " + seed + ", after " + before);
            checkSearchable(last, "seed " + seed);
        }
    }

    /// When to kill: at a step, or so many milliseconds after the work began.
    private record Moment(Step step, int millis) {
        static Moment at(Step step) {
            return new Moment(step, 0);
        }

        static Moment after(int millis) {
            return new Moment(null, millis);
        }

        @Override
        public String toString() {
            return step == null ? "a kill after " + millis + " ms" : "a kill at " + step;
        }
    }

    /// After each commit, before each commit of the index, between two deltas; some of them when time is short.
    private static List<Step> steps(Random random) {
        List<Step> commits = new ArrayList<>();
        IntStream.rangeClosed(1, COMMITS).forEach(times -> commits.add(new Step(COMMITTED, "publish", times)));
        Collections.shuffle(commits, random);
        List<Step> steps = new ArrayList<>(LONG ? commits : commits.subList(0, 3));
        steps.add(new Step(INDEX, "commit", 1));
        steps.add(new Step(ANSWER, "append", 2));
        if (LONG) {
            steps.add(new Step(INDEX, "commit", 2));
            steps.add(new Step(ANSWER, "append", 1));
            steps.add(new Step(ANSWER, "append", 5));
            steps.add(new Step(ANSWER, "complete", 1));
        }
        return steps;
    }

    private void prepare(ServerLife server) throws Exception {
        dataset = server.post(
                        "/api/v1/datasets",
                        Map.of("name", "orchard", "parser_config", Map.of("chunk_token_num", 30, "delimiter", "\n")))
                .at("/data/id")
                .asText();
        String id = upload(server);
        awaitParsed(server);
        wholeDocument = chunks(server, id);
        assertThat(wholeDocument).hasSizeGreaterThan(2);
        chat = server.post("/api/v1/chats", Map.of("name", "gardener", "dataset_ids", List.of(dataset)))
                .at("/data/id")
                .asText();
    }

    /// Two clients, one of documents and one of questions, each for some calls or until the server is dead.
    private void work(ServerLife server, Moment moment) throws Exception {
        Thread killer = moment.step() == null ? null : server.killAt(moment.step());
        int calls = killer == null ? CALLS_A_LIFE : CALLS_TO_REACH_A_STEP;
        Thread reader = Thread.ofVirtual().start(() -> untilDead(server, this::upload, calls));
        Thread asker = Thread.ofVirtual().start(() -> untilDead(server, this::talk, calls));
        if (killer == null) {
            Thread.sleep(moment.millis());
            server.kill();
        } else {
            killer.join(PATIENCE_MILLIS);
            assertThat(server.isDead()).as(moment + " is reached").isTrue();
        }
        reader.join();
        asker.join();
    }

    private interface Call {
        Object on(ServerLife server) throws IOException, InterruptedException;
    }

    private static void untilDead(ServerLife server, Call call, int most) {
        try {
            for (int calls = 0; calls < most; calls++) {
                call.on(server);
            }
        } catch (IOException | UncheckedIOException dead) {
            return;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private String upload(ServerLife server) throws IOException, InterruptedException {
        String name = "orchard-" + next.incrementAndGet() + ".txt";
        String id = server.upload(dataset, name, text());
        documents.put(id, name);
        server.post("/api/v1/datasets/" + dataset + "/chunks", Map.of("document_ids", List.of(id)));
        parsed.add(id);
        return id;
    }

    private static String text() {
        return IntStream.range(0, 6)
                .mapToObj(row -> "Row " + row + " of the orchard has apple trees that were planted in " + (1900 + row)
                        + " and bear fruit in month " + row + " of the year.")
                .collect(Collectors.joining("\n"));
    }

    private boolean talk(ServerLife server) throws IOException, InterruptedException {
        String session = server.post(
                        "/api/v1/chats/" + chat + "/sessions", Map.of("name", "talk " + next.incrementAndGet()))
                .at("/data/id")
                .asText();
        sessions.add(session);
        boolean whole = true;
        for (int turn = 0; turn < 2 && whole; turn++) {
            String question = "When were the trees of row " + turn + " planted? No. " + next.incrementAndGet();
            whole = server.ask(chat, session, question, () -> questions.put(question, session));
            if (whole) {
                answered.add(question);
            }
        }
        return whole;
    }

    private void check(ServerLife server, String when) throws Exception {
        checkDocuments(server, when);
        checkTalks(server, when);
        checkAnswers(when);
    }

    private void checkDocuments(ServerLife server, String when) throws Exception {
        awaitParsed(server);
        Map<String, JsonNode> found = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode document : documents(server)) {
            assertThat(found.put(document.path("id").asText(), document))
                    .as(when)
                    .isNull();
            assertThat(names.add(document.path("name").asText())).as(when).isTrue();
        }
        assertThat(found.keySet()).as(when).containsAll(documents.keySet());
        for (JsonNode document : found.values()) {
            String id = document.path("id").asText();
            String run = document.path("run").asText();
            assertThat(run)
                    .as(when + ": " + document)
                    .isIn(parsed.contains(id) ? List.of("DONE") : List.of("DONE", "UNSTART"));
            if (!unchanged.contains(id)) {
                assertThat(chunks(server, id))
                        .as(when)
                        .containsExactlyInAnyOrderElementsOf(run.equals("DONE") ? wholeDocument : List.of());
            }
            assertThat(document.path("chunk_count").asInt())
                    .as(when + ": " + document)
                    .isEqualTo(run.equals("DONE") ? wholeDocument.size() : 0);
            if (run.equals("DONE")) {
                unchanged.add(id);
            }
        }
    }

    private void checkTalks(ServerLife server, String when) throws Exception {
        Map<String, List<String>> asked = new LinkedHashMap<>();
        List<JsonNode> found = rows(server.get("/api/v1/chats/" + chat + "/sessions?page_size=100000")
                .path("data"));
        for (JsonNode session : found) {
            String id = session.path("id").asText();
            List<JsonNode> messages = rows(session.path("messages"));
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i).path("role").asText().equals("user")) {
                    String question = messages.get(i).path("content").asText();
                    asked.computeIfAbsent(question, unused -> new ArrayList<>()).add(id);
                    if (answered.contains(question)) {
                        assertThat(messages.get(i + 1).path("content").asText())
                                .as(when)
                                .isNotBlank();
                    }
                }
            }
        }
        List<String> ids =
                found.stream().map(session -> session.path("id").asText()).toList();
        assertThat(ids).as(when).doesNotHaveDuplicates().containsAll(sessions);
        assertThat(asked.values())
                .as(when)
                .allSatisfy(places -> assertThat(places).hasSize(1));
        questions.forEach(
                (question, session) -> assertThat(asked.get(question)).as(when).containsExactly(session));
    }

    private void checkAnswers(String when) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/freshet.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT session_id, message_id, state, finished_at FROM answer")) {
            Set<String> seen = new LinkedHashSet<>();
            while (rows.next()) {
                assertThat(rows.getString("state")).as(when).isIn(ENDS);
                assertThat(rows.getLong("finished_at")).as(when).isPositive();
                assertThat(seen.add(rows.getString("session_id") + " " + rows.getString("message_id")))
                        .as(when)
                        .isTrue();
            }
            assertThat(seen).as(when).hasSizeGreaterThanOrEqualTo(questions.size());
        }
    }

    /// Searches find each document as often as it has chunks.
    private void checkSearchable(ServerLife server, String when) throws Exception {
        for (String document : parsed) {
            JsonNode found = server.post(
                    "/api/v1/retrieval",
                    Map.of(
                            "dataset_ids",
                            List.of(dataset),
                            "document_ids",
                            List.of(document),
                            "question",
                            "When were the trees of the orchard planted?",
                            "similarity_threshold",
                            0));
            assertThat(rows(found.at("/data/chunks"))).as(when).hasSameSizeAs(wholeDocument);
        }
    }

    private void awaitParsed(ServerLife server) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (documents(server).stream()
                .anyMatch(each -> each.path("run").asText().equals("RUNNING"))) {
            assertThat(System.currentTimeMillis()).as("parsing completes").isLessThan(end);
            Thread.sleep(50);
        }
    }

    private List<JsonNode> documents(ServerLife server) throws Exception {
        return rows(server.get("/api/v1/datasets/" + dataset + "/documents?page_size=100000")
                .at("/data/docs"));
    }

    private List<String> chunks(ServerLife server, String document) throws Exception {
        String path = "/api/v1/datasets/" + dataset + "/documents/" + document + "/chunks?page_size=1000";
        return rows(server.get(path).at("/data/chunks")).stream()
                .map(chunk -> chunk.path("content").asText())
                .toList();
    }

    private static List<JsonNode> rows(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
