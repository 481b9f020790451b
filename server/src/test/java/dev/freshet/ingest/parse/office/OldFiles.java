package dev.freshet.ingest.parse.office;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Writes the smallest files of Word 97 and of Outlook that hold a text. POI can read and change these formats but
/// makes
/// neither from nothing, so the bytes are laid out here after Microsoft's MS-DOC and MS-OXMSG.
public final class OldFiles {
    private static final int PAGE = 512;
    private static final int TEXT_AT = 2 * PAGE;
    private static final int CHARACTERS_PAGE = 8;
    private static final int PARAGRAPHS_PAGE = 9;
    private static final int BODY_LEVEL = 9;

    private OldFiles() {}

    /// A paragraph of a document.
    ///
    /// @param level 1 and up for headings, 0 for the rest
    public record Paragraph(int level, String text) {}

    /// A message for Outlook.
    public static void message(OutputStream out, String from, String to, String subject, String body)
            throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            text(container, "0037", subject);
            text(container, "0C1A", from);
            text(container, "0042", from);
            text(container, "0E04", to);
            text(container, "1000", body);
            container.createDocument(new ByteArrayInputStream(new byte[32]), "__properties_version1.0");
            container.writeFilesystem(out);
        }
    }

    private static void text(POIFSFileSystem container, String property, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_16LE);
        container.createDocument(new ByteArrayInputStream(bytes), "__substg1.0_" + property + "001F");
    }

    /// A document of Word 97, of Latin letters.
    public static void word(OutputStream out, List<Paragraph> paragraphs) throws IOException {
        StringBuilder all = new StringBuilder();
        paragraphs.forEach(paragraph -> all.append(paragraph.text()).append('\r'));
        ByteBuffer main = little((PARAGRAPHS_PAGE + 1) * PAGE);
        main.put(TEXT_AT, all.toString().getBytes(StandardCharsets.ISO_8859_1));
        characters(main, all.length());
        paragraphs(main, paragraphs);
        ByteBuffer table = little(4 * PAGE);
        information(main, table, all.length());
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            container.createDocument(new ByteArrayInputStream(main.array()), "WordDocument");
            container.createDocument(new ByteArrayInputStream(table.array()), "1Table");
            container.writeFilesystem(out);
        }
    }

    /// The file information block, and the parts of the table stream that it points at.
    private static void information(ByteBuffer main, ByteBuffer table, int length) {
        main.putShort(0, (short) 0xA5EC).putShort(2, (short) 0x00C1).putShort(10, (short) 0x0200);
        main.putShort(12, (short) 0x00BF).putInt(24, TEXT_AT).putInt(28, TEXT_AT + length);
        main.putShort(32, (short) 14).putShort(62, (short) 22).putShort(152, (short) 93);
        main.putInt(64, main.capacity()).putInt(76, length);
        int at = PAGE;
        at = part(main, table, 1, at, 20);
        table.putShort(at - 20, (short) 18);
        at = part(main, table, 6, at, 20);
        table.putInt(at - 16, length).putInt(at - 10, -1);
        at = part(main, table, 12, at, 12);
        bin(table, at - 12, length, CHARACTERS_PAGE);
        at = part(main, table, 13, at, 12);
        bin(table, at - 12, length, PARAGRAPHS_PAGE);
        at = part(main, table, 33, at, 21);
        pieces(table, at - 21, length);
        part(main, table, 31, at, PAGE);
        part(main, table, 15, 0, 4);
    }

    /// Notes in the n-th pair of the block where a part of the table stream is.
    private static int part(ByteBuffer main, ByteBuffer table, int pair, int offset, int length) {
        if (offset + length > table.capacity()) {
            throw new IllegalArgumentException("the table stream is too short");
        }
        main.putInt(154 + pair * 8, offset).putInt(158 + pair * 8, length);
        return offset + length;
    }

    private static void bin(ByteBuffer table, int offset, int length, int page) {
        table.putInt(offset, TEXT_AT).putInt(offset + 4, TEXT_AT + length).putInt(offset + 8, page);
    }

    /// One piece, of one byte a letter.
    private static void pieces(ByteBuffer table, int offset, int length) {
        table.put(offset, (byte) 2).putInt(offset + 1, 16).putInt(offset + 9, length);
        table.putInt(offset + 15, TEXT_AT * 2 | 0x40000000);
    }

    private static void characters(ByteBuffer main, int length) {
        int page = CHARACTERS_PAGE * PAGE;
        main.putInt(page, TEXT_AT).putInt(page + 4, TEXT_AT + length);
        main.put(page + PAGE - 1, (byte) 1);
    }

    /// Where each paragraph ends, and its place in the outline.
    private static void paragraphs(ByteBuffer main, List<Paragraph> paragraphs) {
        int page = PARAGRAPHS_PAGE * PAGE;
        int end = TEXT_AT;
        main.putInt(page, end);
        for (int i = 0; i < paragraphs.size(); i++) {
            Paragraph paragraph = paragraphs.get(i);
            end += paragraph.text().length() + 1;
            main.putInt(page + 4 * (i + 1), end);
            int properties = PAGE - 2 - 8 * (i + 1);
            main.put(page + 4 * (paragraphs.size() + 1) + 13 * i, (byte) (properties / 2));
            main.put(page + properties, (byte) 3).putShort(page + properties + 3, (short) 0x2640);
            main.put(page + properties + 5, (byte) (paragraph.level() == 0 ? BODY_LEVEL : paragraph.level() - 1));
        }
        main.put(page + PAGE - 1, (byte) paragraphs.size());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
