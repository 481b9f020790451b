package dev.freshet.benchmarks;

import dev.freshet.benchmarks.ResourceWatch.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/// How fast documents become searchable, with what is built in: the handbook, and a PDF of 1,000 pages with about
/// 200 made-up words on each. Documents and chunks per second, processor time for each chunk, and the most memory
/// that the server and its parser workers held. The Debian Policy Manual is measured the same way by `policy`.
///
/// Argument: pages of the PDF (1000).
public final class IngestThroughput {
    private static final int LINES = 25;
    private static final int WORDS_A_LINE = 8;
    private static final int VOCABULARY = 5_000;

    private IngestThroughput() {}

    /// Runs the benchmark and prints its figures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int pages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        Path folder = Files.createTempDirectory("ingest-throughput");
        Path pdf = folder.resolve("generated-" + pages + "-pages.pdf");
        write(pdf, pages);
        try (ServerProcess server = ServerProcess.start(folder)) {
            measure(server, "handbook", files(Path.of("examples/handbook")));
            measure(server, "generated PDF of " + pages + " pages", List.of(pdf));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void measure(ServerProcess server, String name, List<Path> files) throws InterruptedException {
        String dataset = server.createDataset(name);
        List<String> documents = server.upload(dataset, files);
        ResourceWatch watch = new ResourceWatch(server.handle());
        long start = System.nanoTime();
        int chunks = server.parse(dataset, documents);
        double seconds = (System.nanoTime() - start) / 1e9;
        Usage usage = watch.stop();
        System.out.printf(
                Locale.ROOT,
                "%s: %d documents, %d chunks in %.1f s: %.2f documents/s, %.1f chunks/s, %.0f ms CPU a chunk%n"
                        + "  peak resident: server %.0f MB, parser workers %.0f MB, together %.0f MB%n",
                name,
                files.size(),
                chunks,
                seconds,
                files.size() / seconds,
                chunks / seconds,
                usage.cpuSeconds() * 1_000 / chunks,
                usage.peakServerMegabytes(),
                usage.peakWorkerMegabytes(),
                usage.peakTogetherMegabytes());
    }

    private static void write(Path file, int pages) throws IOException {
        Random random = new Random(42);
        PDType1Font font = new PDType1Font(FontName.TIMES_ROMAN);
        try (PDDocument document = new PDDocument()) {
            for (int number = 1; number <= pages; number++) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(font, 11);
                    content.setLeading(22);
                    content.newLineAtOffset(72, 720);
                    for (int line = 0; line < LINES; line++) {
                        content.showText(words(random));
                        content.newLine();
                    }
                    content.endText();
                }
            }
            document.save(file.toFile());
        }
    }

    private static String words(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < WORDS_A_LINE; i++) {
            int rank = (int) Math.pow(VOCABULARY, random.nextDouble());
            line.append("word").append(Integer.toString(rank * 7_919, 36)).append(' ');
        }
        return line.toString().strip();
    }
}
