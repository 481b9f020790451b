package dev.freshet.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a tenant with many rows waits for: the first and the last page of each list with 10,000 datasets,
/// documents, chunks and sessions; deleting 1,000 of each with what the index holds of them; and a chunk that
/// was added until a search finds it. A question is asked again and again meanwhile, alone at first, so that
/// it shows whether others are held up.
///
/// Argument: rows of each kind (10000); a tenth of them are deleted.
public final class ManyRows {
    private static final int PAGE = 30;
    private static final int CALLS = 20;
    private static final int AT_ONCE = 8;
    private static final int FILES_A_CALL = 100;

    private final ServerProcess server;
    private final int rows;
    private final Map<String, String> lists = new LinkedHashMap<>();

    private ManyRows(ServerProcess server, int rows) {
        this.server = server;
        this.rows = rows;
    }

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Path folder = Files.createTempDirectory("many-rows");
        try (ServerProcess server = ServerProcess.start(folder)) {
            new ManyRows(server, rows).run();
        }
    }

    private void run() throws InterruptedException {
        String chat = chat();
        long begun = System.nanoTime();
        fill(chat);
        System.out.printf(Locale.ROOT, "%d rows of each kind made in %.0f s%n", rows, seconds(begun));
        try (Asking asking = new Asking(server, chat)) {
            asking.alone();
            lists.forEach(this::page);
            asking.report("while lists are read");
            addAndFind();
            asking.report("while chunks are added");
            deleteAll(chat);
            asking.report("while rows are deleted");
        }
    }

    /// An assistant over one small document, whose questions are asked throughout.
    private String chat() throws InterruptedException {
        String dataset = server.createDataset("asked");
        String document = server.upload(dataset, Map.of("leave.txt", "Annual leave is fifteen days a year."))
                .getFirst();
        server.parse(dataset, List.of(document));
        return server.post("/api/v1/chats", Map.of("name", "asked", "dataset_ids", List.of(dataset)))
                .at("/data/id")
                .asText();
    }

    private void fill(String chat) throws InterruptedException {
        sideBySide(rows, i -> server.createDataset("dataset " + i));
        lists.put("datasets", "/api/v1/datasets?");
        String many = server.createDataset("many documents");
        upload(many, rows);
        lists.put("documents", "/api/v1/datasets/" + many + "/documents?");
        String chunks = server.createDataset("many chunks", Map.of("delimiter", "`\n`"));
        String document =
                server.upload(chunks, Map.of("lines.txt", lines(rows))).getFirst();
        server.parse(chunks, List.of(document));
        lists.put("chunks", "/api/v1/datasets/" + chunks + "/documents/" + document + "/chunks?");
        sideBySide(rows, i -> server.post("/api/v1/chats/" + chat + "/sessions", Map.of("name", "session " + i)));
        lists.put("sessions", "/api/v1/chats/" + chat + "/sessions?");
    }

    private List<String> upload(String dataset, int count) {
        List<String> documents = new ArrayList<>();
        for (int from = 0; from < count; from += FILES_A_CALL) {
            int to = Math.min(count, from + FILES_A_CALL);
            documents.addAll(server.upload(
                    dataset,
                    IntStream.range(from, to)
                            .boxed()
                            .collect(Collectors.toMap(i -> "file-" + i + ".txt", i -> "Tree " + i + " bears pears."))));
        }
        return documents;
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Tree " + i + " in row " + i % 97)
                .collect(Collectors.joining("\n"));
    }

    private void page(String name, String path) {
        int last = (rows + PAGE - 1) / PAGE;
        for (int page : new int[] {1, last}) {
            String wanted = path + "page=" + page + "&page_size=" + PAGE;
            server.get(wanted);
            double[] times = times(CALLS, i -> server.get(wanted));
            System.out.printf(Locale.ROOT, "list of %s, page %d: %s%n", name, page, summary(times));
        }
    }

    /// Adds chunks one after the other, and looks for each until a search has it.
    private void addAndFind() throws InterruptedException {
        String dataset = server.createDataset("added to");
        String document = server.upload(dataset, Map.of("notes.txt", "The first note is short."))
                .getFirst();
        server.parse(dataset, List.of(document));
        double[] times = times(CALLS, i -> {
            String word = "quincunx" + i;
            String path = "/api/v1/datasets/" + dataset + "/documents/" + document + "/chunks";
            server.post(path, Map.of("content", "The " + word + " stands in the garden."));
            Map<String, ?> search = Map.of("dataset_ids", List.of(dataset), "question", "Where is the " + word + "?");
            while (!server.post("/api/v1/retrieval", search)
                    .at("/data/chunks/0/content")
                    .asText()
                    .contains(word)) {
                Thread.onSpinWait();
            }
        });
        System.out.printf(Locale.ROOT, "a chunk added until a search finds it: %s%n", summary(times));
    }

    private void deleteAll(String chat) throws InterruptedException {
        int count = rows / 10;
        String dataset = server.createDataset("to be deleted");
        List<String> documents = upload(dataset, count);
        server.parse(dataset, documents);
        delete(count + " parsed documents", "/api/v1/datasets/" + dataset + "/documents", documents);
        String cut = server.createDataset("cut and deleted", Map.of("delimiter", "`\n`"));
        String document = server.upload(cut, Map.of("lines.txt", lines(count))).getFirst();
        server.parse(cut, List.of(document));
        long begun = System.nanoTime();
        server.send("DELETE", "/api/v1/datasets/" + cut + "/documents/" + document + "/chunks", Map.of());
        told(count + " chunks", begun);
        delete(count + " sessions", "/api/v1/chats/" + chat + "/sessions", first(lists("sessions"), count));
        delete(count + " datasets", "/api/v1/datasets", first("/api/v1/datasets?name=&", count));
    }

    private String lists(String name) {
        return lists.getOrDefault(name, "");
    }

    private List<String> first(String path, int count) {
        JsonNode data = server.get(path.replace("name=&", "") + "page=2&page_size=" + count)
                .path("data");
        List<String> ids = new ArrayList<>();
        data.forEach(row -> ids.add(row.path("id").asText()));
        return ids;
    }

    private void delete(String what, String path, List<String> ids) {
        long begun = System.nanoTime();
        server.send("DELETE", path, Map.of("ids", ids));
        told(what, begun);
    }

    private static void told(String what, long begun) {
        System.out.printf(Locale.ROOT, "delete %s: %.0f ms%n", what, seconds(begun) * 1_000);
    }

    private static void sideBySide(int count, IntFunction<?> call) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(pool.submit(() -> call.apply(number)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static double[] times(int count, IntConsumer call) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            call.accept(i);
            times[i] = seconds(begun) * 1_000;
        }
        Arrays.sort(times);
        return times;
    }

    static String summary(double[] sorted) {
        return String.format(
                Locale.ROOT, "p50 %.1f ms, max %.1f ms", sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
