package dev.freshet.ingest.parse.web;

import dev.freshet.core.AppException;
import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.text.TextReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Address;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

/// E-mail messages (RFC 5322 with MIME): who, when and what as properties, the subject as heading, the body
/// in its plainest form, then the attachments and forwarded messages.
public final class MailParser implements FormatParser {
    private static final int DEEPEST = 10;
    private static final int MOST_HEADER_BYTES = 100_000;

    private final Function<FileFormat, Optional<FormatParser>> parsers;

    /// @param parsers read attachments
    public MailParser(Function<FileFormat, Optional<FormatParser>> parsers) {
        this.parsers = parsers;
    }

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(new MimeConfig.Builder()
                .setMaxHeaderLen(MOST_HEADER_BYTES)
                .setMaxLineLen(-1)
                .build());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(request.file()))) {
            Message message = builder.parseMessage(in);
            if (message.getHeader() == null || message.getHeader().getFields().isEmpty()) {
                throw AppException.invalid("The file is no e-mail message: it has no header.");
            }
            new Reading(document, new Attachments(parsers)).message(message, 0);
        }
    }

    private record Reading(DocumentBuilder document, Attachments attachments) {

        private void message(Message message, int depth) throws IOException {
            if (depth == 0) {
                document.property("subject", message.getSubject());
                document.property("from", message.getFrom() == null ? null : shown(message.getFrom()));
                document.property("to", shown(message.getTo()));
                document.property("cc", shown(message.getCc()));
                document.property("date", date(message));
            }
            document.add(
                    Kind.HEADING,
                    depth == 0 ? 1 : 2,
                    Optional.ofNullable(message.getSubject()).orElse(""),
                    "");
            document.add(Kind.PARAGRAPH, 0, head(message), "");
            entity(message, depth);
        }

        private static String head(Message message) {
            StringBuilder head = new StringBuilder();
            line(head, "From", message.getFrom() == null ? null : shown(message.getFrom()));
            line(head, "To", shown(message.getTo()));
            line(head, "Cc", shown(message.getCc()));
            line(head, "Date", date(message));
            return head.toString().stripTrailing();
        }

        private static void line(StringBuilder head, String name, @Nullable String value) {
            if (value != null && !value.isBlank()) {
                head.append(name).append(": ").append(value).append('\n');
            }
        }

        private static @Nullable String shown(@Nullable AddressList list) {
            return list == null ? null : shown((List<? extends Address>) list);
        }

        private static String shown(List<? extends Address> list) {
            return String.join(", ", list.stream().map(Reading::shown).toList());
        }

        private static String shown(Address address) {
            return address instanceof Mailbox mailbox && mailbox.getName() != null
                    ? mailbox.getName() + " <" + mailbox.getAddress() + ">"
                    : address.toString();
        }

        private static @Nullable String date(Message message) {
            return message.getDate() == null
                    ? null
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            message.getDate().toInstant().atOffset(ZoneOffset.UTC));
        }

        private void entity(Entity entity, int depth) throws IOException {
            if (depth > DEEPEST) {
                throw AppException.invalid("The message is nested deeper than " + DEEPEST + " levels.");
            }
            Body body = entity.getBody();
            switch (body) {
                case Multipart parts -> multipart(entity, parts, depth);
                case Message forwarded -> message(forwarded, depth + 1);
                case SingleBody single -> single(entity, single);
                case null, default -> {}
            }
        }

        private void multipart(Entity entity, Multipart parts, int depth) throws IOException {
            if (entity.getMimeType().equals("multipart/alternative")) {
                Entity best = best(parts.getBodyParts());
                if (best != null) {
                    entity(best, depth + 1);
                }
                return;
            }
            for (Entity part : parts.getBodyParts()) {
                entity(part, depth + 1);
            }
        }

        /// Plain text when it says something, else the first HTML or nested part.
        private static @Nullable Entity best(List<Entity> parts) throws IOException {
            for (Entity part : parts) {
                if (part.getMimeType().equals("text/plain")
                        && part.getBody() instanceof TextBody text
                        && !decoded(text).isBlank()) {
                    return part;
                }
            }
            return parts.isEmpty() ? null : parts.getLast();
        }

        private void single(Entity entity, SingleBody body) throws IOException {
            String name = entity.getFilename();
            boolean attached = "attachment".equals(entity.getDispositionType());
            if (name != null && (attached || !(body instanceof TextBody))) {
                try (InputStream content = body.getInputStream()) {
                    attachments.add(name, content, document);
                }
                return;
            }
            if (body instanceof TextBody text) {
                text(entity.getMimeType(), decoded(text));
            }
        }

        private void text(String type, String text) {
            if (type.equals("text/html")) {
                HtmlParser.parse(text, document);
                return;
            }
            for (String paragraph : text.split("\\n[ \\t]*\\n", -1)) {
                boolean quoted = paragraph.lines().allMatch(line -> line.startsWith(">"));
                document.add(quoted ? Kind.QUOTE : Kind.PARAGRAPH, 0, paragraph.strip(), "");
            }
        }

        private static String decoded(TextBody text) throws IOException {
            try (InputStream in = text.getInputStream()) {
                byte[] bytes = in.readAllBytes();
                Charset charset = text.getCharset();
                boolean known = charset != null && !charset.name().equals("US-ASCII");
                return known ? new String(bytes, charset).replace("\r\n", "\n") : TextReader.decode(bytes);
            }
        }
    }
}
