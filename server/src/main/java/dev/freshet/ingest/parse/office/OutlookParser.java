package dev.freshet.ingest.parse.office;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.web.Attachments;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.apache.poi.hsmf.MAPIMessage;
import org.apache.poi.hsmf.datatypes.AttachmentChunks;
import org.apache.poi.hsmf.exceptions.ChunkNotFoundException;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Messages of Outlook: the same shape as e-mail messages.
public final class OutlookParser implements FormatParser {
    private final Function<FileFormat, Optional<FormatParser>> parsers;

    /// @param parsers read attachments
    public OutlookParser(Function<FileFormat, Optional<FormatParser>> parsers) {
        this.parsers = parsers;
    }

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        try (POIFSFileSystem container = OfficeFile.openOld(request.file(), FileFormat.OUTLOOK);
                MAPIMessage message = new MAPIMessage(container)) {
            message.setReturnNullOnMissingChunk(true);
            message.guess7BitEncoding();
            write(message, document);
        } catch (ChunkNotFoundException damaged) {
            throw new IOException(damaged);
        }
    }

    private void write(MAPIMessage message, DocumentBuilder document) throws IOException, ChunkNotFoundException {
        document.property("subject", message.getSubject());
        document.property("from", message.getDisplayFrom());
        document.property("to", message.getDisplayTo());
        document.property("cc", message.getDisplayCC());
        if (message.getMessageDate() != null) {
            document.property(
                    "date",
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            message.getMessageDate().toInstant().atOffset(ZoneOffset.UTC)));
        }
        document.add(Kind.HEADING, 1, orEmpty(message.getSubject()), "");
        document.add(
                Kind.PARAGRAPH,
                0,
                "From: " + orEmpty(message.getDisplayFrom()) + "\nTo: " + orEmpty(message.getDisplayTo()),
                "");
        for (String paragraph :
                orEmpty(message.getTextBody()).replace("\r\n", "\n").split("\\n[ \\t]*\\n", -1)) {
            document.add(Kind.PARAGRAPH, 0, paragraph.strip(), "");
        }
        attachments(message, new Attachments(parsers), document);
    }

    private static void attachments(MAPIMessage message, Attachments attachments, DocumentBuilder document)
            throws IOException {
        for (AttachmentChunks attachment : message.getAttachmentFiles()) {
            byte[] bytes = attachment.getEmbeddedAttachmentObject();
            String name = attachment.getAttachLongFileName() == null
                    ? String.valueOf(attachment.getAttachFileName())
                    : attachment.getAttachLongFileName().getValue();
            if (bytes != null) {
                attachments.add(name, new ByteArrayInputStream(bytes), document);
            }
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
