package dev.freshet.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import dev.freshet.benchmarks.ResourceWatch.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Real documents: the Debian Policy Manual as PDF, as text and as HTML chapters, each a dataset of its own, and
/// twenty questions written from its table of contents. A question is answered when one of the first three passages
/// that retrieval finds, and one of the first three that the answer cites, hold a phrase of `policy-questions.tsv`.
/// Prints a report and ends with 1 when a format answers fewer than sixteen.
///
/// Argument: the folder `usr/share/doc/debian-policy` of the unpacked package `debian-policy`.
public final class PolicyEvaluation {
    private static final int LEAST = 16;
    private static final int FIRST = 3;
    private static final int READ_ON = 10;
    private static final Pattern MARK = Pattern.compile("\\[ID:(\\d+)]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern TAGS = Pattern.compile("</?em>");

    private final ServerProcess server;
    private final List<Question> questions;
    private final StringBuilder report = new StringBuilder();

    private PolicyEvaluation(ServerProcess server, List<Question> questions) {
        this.server = server;
        this.questions = questions;
    }

    /// A question and phrases of which each shows that a passage holds the answer.
    private record Question(String id, String text, List<String> phrases) {
        boolean isAnsweredBy(String passage) {
            String plain = plain(passage);
            return phrases.stream().anyMatch(phrase -> plain.contains(plain(phrase)));
        }

        private static String plain(String text) {
            String untagged = TAGS.matcher(text).replaceAll("");
            return BLANKS.matcher(untagged).replaceAll(" ").replace('’', '\'');
        }
    }

    /// Runs the evaluation.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: PolicyEvaluation FOLDER     (of the unpacked package debian-policy)");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("policy");
        boolean enough;
        try (ServerProcess server = ServerProcess.start(folder)) {
            PolicyEvaluation evaluation = new PolicyEvaluation(server, questions());
            enough = evaluation.run(formats(Path.of(arguments[0]), folder));
            System.out.print(evaluation.report);
        }
        System.exit(enough ? 0 : 1);
    }

    private boolean run(Map<String, List<Path>> formats) throws InterruptedException {
        boolean enough = true;
        for (String name : List.of("pdf", "txt", "html")) {
            enough &= evaluate(name, formats.getOrDefault(name, List.of()));
        }
        return enough;
    }

    private boolean evaluate(String name, List<Path> files) throws InterruptedException {
        String dataset = server.createDataset("policy-" + name);
        List<String> documents = server.upload(dataset, files);
        ResourceWatch watch = new ResourceWatch(server.handle());
        long start = System.nanoTime();
        int chunks = server.parse(dataset, documents);
        double seconds = (System.nanoTime() - start) / 1e9;
        Usage usage = watch.stop();
        say(
                "%s: %d files, %d chunks in %.1f s, %.1f chunks/s, %.0f ms CPU a chunk",
                name, files.size(), chunks, seconds, chunks / seconds, usage.cpuSeconds() * 1_000 / chunks);
        say(
                "  peak resident: server %.0f MB, parser workers %.0f MB, together %.0f MB",
                usage.peakServerMegabytes(), usage.peakWorkerMegabytes(), usage.peakTogetherMegabytes());
        List<String> notFound = new ArrayList<>();
        List<String> notCited = new ArrayList<>();
        String chat = chat(name, dataset);
        for (Question question : questions) {
            int rank = rank(question, retrieved(dataset, question));
            if (rank > FIRST) {
                notFound.add(question.id() + (rank > READ_ON ? "" : " (rank " + rank + ")"));
            }
            if (rank(question, cited(chat, question)) > FIRST) {
                notCited.add(question.id());
            }
        }
        say(
                "  found among the first three: %d of %d; not %s",
                questions.size() - notFound.size(), questions.size(), notFound);
        say(
                "  cited among the first three: %d of %d; not %s",
                questions.size() - notCited.size(), questions.size(), notCited);
        return questions.size() - notFound.size() >= LEAST && questions.size() - notCited.size() >= LEAST;
    }

    /// From 1; beyond all of them when none answers.
    private static int rank(Question question, List<String> passages) {
        for (int i = 0; i < passages.size(); i++) {
            if (question.isAnsweredBy(passages.get(i))) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private List<String> retrieved(String dataset, Question question) {
        JsonNode chunks = server.post(
                        "/api/v1/retrieval",
                        Map.of(
                                "dataset_ids",
                                List.of(dataset),
                                "question",
                                question.text(),
                                "page_size",
                                READ_ON,
                                "highlight",
                                "false"))
                .at("/data/chunks");
        return texts(chunks, "content");
    }

    private String chat(String name, String dataset) {
        return server.post("/api/v1/chats", Map.of("name", name, "dataset_ids", List.of(dataset)))
                .at("/data/id")
                .asText();
    }

    /// The passages that the marks of the answer point at, in the order of the marks.
    private List<String> cited(String chat, Question question) {
        JsonNode message = server.post(
                        "/v1/chat/completions",
                        Map.of(
                                "model",
                                chat,
                                "reference",
                                true,
                                "messages",
                                List.of(Map.of("role", "user", "content", question.text()))))
                .at("/choices/0/message");
        List<String> passages = texts(message.path("reference"), "content");
        List<Integer> marks = new ArrayList<>();
        Matcher mark = MARK.matcher(message.path("content").asText());
        while (mark.find()) {
            int number = Integer.parseInt(mark.group(1));
            if (!marks.contains(number) && number < passages.size()) {
                marks.add(number);
            }
        }
        return marks.stream().map(passages::get).toList();
    }

    private static List<String> texts(JsonNode rows, String field) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.path(field).asText()));
        return texts;
    }

    @FormatMethod
    private void say(String form, Object... values) {
        report.append(String.format(Locale.ROOT, form, values)).append('\n');
    }

    private static List<Question> questions() {
        try (InputStream resource = PolicyEvaluation.class.getResourceAsStream("/policy-questions.tsv")) {
            String rows = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return rows.lines().skip(1).map(PolicyEvaluation::question).toList();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static Question question(String row) {
        String[] fields = row.split("\t");
        List<String> phrases = Arrays.stream(fields)
                .skip(2)
                .filter(phrase -> !phrase.isBlank())
                .toList();
        return new Question(fields[0], fields[1], phrases);
    }

    /// The files of each format; the package has the first two compressed.
    private static Map<String, List<Path>> formats(Path manual, Path folder) throws IOException {
        try (Stream<Path> pages = Files.list(manual.resolve("policy.html"))) {
            List<Path> chapters = pages.filter(page -> {
                        String name = page.getFileName().toString();
                        return name.endsWith(".html") && (name.startsWith("ch-") || name.startsWith("ap-"));
                    })
                    .sorted()
                    .toList();
            return Map.of(
                    "pdf", List.of(plain(manual, "policy.pdf", folder)),
                    "txt", List.of(plain(manual, "policy.txt", folder)),
                    "html", chapters);
        }
    }

    private static Path plain(Path manual, String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        Path packed = manual.resolve(name + ".gz");
        if (!Files.exists(packed)) {
            return manual.resolve(name);
        }
        try (InputStream input = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.copy(input, file);
        }
        return file;
    }
}
