package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartTest {
    @TempDir
    private Path folder;

    /// Gives as many bytes at once as the test says.
    private static final class Packets extends FilterInputStream {
        private final ToIntFunction<Integer> size;
        private int position;

        private Packets(byte[] bytes, ToIntFunction<Integer> size) {
            super(new ByteArrayInputStream(bytes));
            this.size = size;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int packet = Math.max(1, size.applyAsInt(position));
            int count = super.read(target, offset, Math.min(packet, length));
            position += Math.max(0, count);
            return count;
        }
    }

    private Multipart parse(InputStream source, String boundary) throws IOException {
        Multipart form = Multipart.empty();
        boolean complete = false;
        try {
            new MultipartParser(source, "multipart/form-data; boundary=" + boundary, folder).into(form);
            complete = true;
            return form;
        } finally {
            if (!complete) {
                form.close();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The bytes of a text whose line breaks are written as `¶`.
    private static byte[] lines(String text) {
        return bytes(text.replace("¶", "\r\n"));
    }

    private static List<byte[]> contents(Multipart form) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Multipart.FilePart part : form.files()) {
            assertThat(part.size()).isEqualTo(Files.size(part.file()));
            contents.add(Files.readAllBytes(part.file()));
        }
        return contents;
    }

    @Test
    void readsTheSamePartsHoweverPacketsAreCut() throws IOException {
        String disposition = "¶Content-Disposition: form-data; name=";
        byte[] body = lines("preamble¶--b" + disposition + "note¶¶hi¶--bx¶--b  " + disposition
                + "file; filename=a.bin¶Content-Type: x/y¶¶¶--¶--a¶-\r¶¶--b" + disposition
                + "file; filename=empty¶¶¶--b--¶epilogue");
        for (int cut = 0; cut <= body.length; cut++) {
            int first = cut;
            Packets packets = new Packets(body, position -> position < first ? first - position : body.length);
            try (Multipart form = parse(packets, "b")) {
                assertThat(form.fields("note")).as("cut at %d", cut).containsExactly("hi\r\n--bx");
                assertThat(contents(form)).containsExactly(bytes("\r\n--\r\n--a\r\n-\r\r\n"), new byte[0]);
                assertThat(form.files().getFirst().contentType()).isEqualTo("x/y");
            }
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void keepsContentThatLooksLikeItsBoundary() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String boundary = text(random, "-ab\"", 1 + random.nextInt(5)).replace("\"", "c");
            List<byte[]> files = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int file = random.nextInt(4); file >= 0; file--) {
                byte[] content = contentWithout(random, boundary);
                files.add(content);
                body.writeBytes(
                        bytes("--" + boundary + "\r\nContent-Disposition: form-data; name=f; filename=n\r\n\r\n"));
                body.writeBytes(content);
                body.writeBytes(bytes("\r\n"));
            }
            body.writeBytes(bytes("--" + boundary + "--"));
            Packets packets = new Packets(body.toByteArray(), position -> 1 + random.nextInt(40));
            try (Multipart form = parse(packets, boundary)) {
                assertThat(contents(form)).as("seed %d round %d", seed, round).containsExactlyElementsOf(files);
            }
        }
    }

    private static byte[] contentWithout(Random random, String boundary) {
        while (true) {
            String content = text(random, "\r\n-ab\0", random.nextInt(200));
            if (random.nextInt(20) == 0) {
                content += text(random, "\r\n-ab", 200_000);
            }
            if (!("\r\n" + content).contains("\r\n--" + boundary)) {
                return bytes(content);
            }
        }
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int at = 0; at < length; at++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void readsFileNamesInEveryCommonForm() throws IOException {
        List<List<String>> cases = List.of(
                List.of("filename=\"文.txt\"", "文.txt"),
                List.of("filename*=UTF-8''%E6%96%87%20a.txt; filename=\"x\"", "文 a.txt"),
                List.of("filename=\"x\"; filename*=iso-8859-1'en'%A3.txt", "£.txt"),
                List.of("filename=\"a \\\"b\\\" %22c%22;d.txt\"", "a \"b\" \"c\";d.txt"),
                List.of("filename=\"C:\\folder\\a.txt\"", "C:\\folder\\a.txt"),
                List.of("filename=plain.txt", "plain.txt"),
                List.of("filename=\"../../etc/passwd\"", "../../etc/passwd"),
                List.of("filename=\"\"", ""));
        for (List<String> example : cases) {
            String head = "--b\r\ncontent-disposition: form-data; name=\"file\"; " + example.getFirst()
                    + "\r\n\r\nx\r\n--b--";
            try (Multipart form = parse(new ByteArrayInputStream(bytes(head)), "b")) {
                assertThat(form.files("file").getFirst().fileName()).isEqualTo(example.getLast());
                assertThat(form.files().getFirst().file().getParent()).isEqualTo(folder);
            }
        }
    }

    @Test
    void refusesDamagedFormsAndLeavesNothingBehind() throws IOException {
        String part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncontent";
        String longField = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n" + "x".repeat(2 << 20);
        List<String> damaged = List.of(
                "",
                "no boundary at all",
                part,
                part + "\r\n--b",
                part + "\r\n--bx",
                "--b\r\nContent-",
                "--b\r\n",
                longField + "\r\n--b--",
                "--b\r\n" + "X-Filler: 0\r\n".repeat(5000) + "\r\nx\r\n--b--");
        for (String body : damaged) {
            assertThatThrownBy(() -> parse(new ByteArrayInputStream(bytes(body)), "b"))
                    .as(body.substring(0, Math.min(80, body.length())))
                    .isInstanceOf(AppException.Rejected.class);
        }
        assertThat(leftovers()).isEmpty();
        assertThatThrownBy(() -> parse(InputStream.nullInputStream(), "")).isInstanceOf(AppException.Rejected.class);
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void uploadsThroughTheServerToDisk() throws Exception {
        Router router = new Router().route("POST", "/upload", request -> {
            try (Multipart form = request.multipart()) {
                StringBuilder seen = new StringBuilder();
                form.fieldNames().forEach(name -> seen.append(name).append(form.fields(name)));
                form.files()
                        .forEach(part -> seen.append(part.fileName())
                                .append('=')
                                .append(part.size())
                                .append(';'));
                return Response.text(200, seen.toString());
            }
        });
        try (TestServer server = new TestServer(TestServer.settings(folder).withLimits(1000, 10_000_000), router)) {
            String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big\"\r\n\r\n"
                    + "x".repeat(5_000_000)
                    + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"small\"\r\n\r\n"
                    + "y\r\n--b--\r\n";
            assertThat(upload(server, body, "multipart/form-data; boundary=b")).isEqualTo("big=5000000;small=1;");
            assertThat(upload(server, "a=1&b=%E6%96%87&a=2+3", "application/x-www-form-urlencoded"))
                    .isEqualTo("a[1, 2 3]b[文]");
            assertThat(upload(server, "x".repeat(10_000_001), "multipart/form-data; boundary=b"))
                    .contains("larger than 10000000 bytes");
            assertThat(upload(server, "{}", "application/json")).contains("must be a form");
            assertThat(leftovers()).isEmpty();
        }
    }

    private static String upload(TestServer server, String body, String type) throws Exception {
        HttpRequest request = server.request("/upload")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return server.send(request).body();
    }
}
