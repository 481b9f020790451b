package dev.freshet.ingest.parse.worker;

import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParseRequest.Layout;
import dev.freshet.ingest.parse.ParseRequest.PageRange;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import dev.freshet.ingest.parse.ParsedDocument.Box;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Messages as bytes: a length of four bytes, a type of one byte, then the fields in order. Numbers are big
/// endian, texts are UTF-8 behind their length. Whatever does not fit is refused, since the other side may be
/// a process that a hostile file has taken over.
final class Frames {
    /// Grows with every change of the form.
    static final int VERSION = 2;

    /// Longest frame in bytes.
    static final int LONGEST = 64 << 20;

    private static final int MOST_ITEMS = 1_000_000;

    private Frames() {}

    static void write(DataOutputStream out, Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        encode(new DataOutputStream(bytes), message);
        if (bytes.size() > LONGEST) {
            throw new IOException("a frame of " + bytes.size() + " bytes is too long");
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    /// Reads the next message.
    ///
    /// @throws java.io.EOFException at the end of the stream
    static Message read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes is refused");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a frame is cut off");
        }
        return decode(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static void encode(DataOutputStream out, Message message) throws IOException {
        switch (message) {
            case Message.Hello(int version) -> head(out, 'H').writeInt(version);
            case Message.Job job -> encodeJob(head(out, 'J'), job);
            case Message.Painting painting -> encodePainting(head(out, 'I'), painting);
            case Message.Cancel(int number) -> head(out, 'X').writeInt(number);
            case Message.Accepted(int number) -> head(out, 'A').writeInt(number);
            case Message.Pages(int done, int total) -> {
                head(out, 'P').writeInt(done);
                out.writeInt(total);
            }
            case Message.BlockFound(Block block) -> encodeBlock(head(out, 'B'), block);
            case Message.PropertyFound(String key, String value) -> {
                text(head(out, 'K'), key);
                text(out, value);
            }
            case Message.Done(int pages) -> head(out, 'D').writeInt(pages);
            case Message.Painted(PagePicture picture) -> encodePicture(head(out, 'V'), picture);
            case Message.Failed(ErrorCode code, String sentence) -> {
                text(head(out, 'F'), code.name());
                text(out, sentence);
            }
            case Message.Ended ignored -> throw new IOException("an end is not written");
        }
    }

    private static Message decode(DataInputStream in) throws IOException {
        char type = (char) in.readByte();
        return switch (type) {
            case 'H' -> new Message.Hello(in.readInt());
            case 'J' -> decodeJob(in);
            case 'I' -> new Message.Painting(in.readInt(), Path.of(text(in)), in.readInt(), in.readInt());
            case 'X' -> new Message.Cancel(in.readInt());
            case 'A' -> new Message.Accepted(in.readInt());
            case 'P' -> new Message.Pages(in.readInt(), in.readInt());
            case 'B' -> new Message.BlockFound(decodeBlock(in));
            case 'K' -> new Message.PropertyFound(text(in), text(in));
            case 'D' -> new Message.Done(in.readInt());
            case 'V' -> new Message.Painted(decodePicture(in));
            case 'F' -> new Message.Failed(constant(ErrorCode.class, text(in)), text(in));
            default -> throw new IOException("a frame of type " + (int) type + " is refused");
        };
    }

    private static DataOutputStream head(DataOutputStream out, char type) throws IOException {
        out.writeByte(type);
        return out;
    }

    private static void encodeJob(DataOutputStream out, Message.Job job) throws IOException {
        ParseRequest request = job.request();
        out.writeInt(job.number());
        text(out, job.format().name());
        text(out, request.file().toString());
        text(out, request.fileName());
        text(out, request.layout().name());
        out.writeInt(request.pages().size());
        for (PageRange range : request.pages()) {
            out.writeInt(range.first());
            out.writeInt(range.last());
        }
        out.writeInt(job.characters());
    }

    private static Message.Job decodeJob(DataInputStream in) throws IOException {
        int number = in.readInt();
        FileFormat format = constant(FileFormat.class, text(in));
        Path file = Path.of(text(in));
        String fileName = text(in);
        Layout layout = constant(Layout.class, text(in));
        int count = count(in);
        List<PageRange> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pages.add(new PageRange(in.readInt(), in.readInt()));
        }
        return new Message.Job(number, format, new ParseRequest(file, fileName, layout, pages), in.readInt());
    }

    private static void encodePainting(DataOutputStream out, Message.Painting painting) throws IOException {
        out.writeInt(painting.number());
        text(out, painting.file().toString());
        out.writeInt(painting.page());
        out.writeInt(painting.width());
    }

    private static void encodePicture(DataOutputStream out, PagePicture picture) throws IOException {
        out.writeInt(picture.pages());
        out.writeFloat(picture.width());
        out.writeFloat(picture.height());
        bytes(out, picture.png());
    }

    private static PagePicture decodePicture(DataInputStream in) throws IOException {
        int pages = in.readInt();
        float width = in.readFloat();
        float height = in.readFloat();
        return new PagePicture(bytes(in), pages, width, height);
    }

    private static void encodeBlock(DataOutputStream out, Block block) throws IOException {
        text(out, block.kind().name());
        out.writeInt(block.level());
        text(out, block.text());
        out.writeInt(block.page());
        text(out, block.label());
        out.writeInt(block.boxes().size());
        for (Box box : block.boxes()) {
            out.writeInt(box.page());
            out.writeFloat(box.left());
            out.writeFloat(box.right());
            out.writeFloat(box.top());
            out.writeFloat(box.bottom());
        }
    }

    private static Block decodeBlock(DataInputStream in) throws IOException {
        Kind kind = constant(Kind.class, text(in));
        int level = in.readInt();
        String text = text(in);
        int page = in.readInt();
        String label = text(in);
        int count = count(in);
        List<Box> boxes = new ArrayList<>(Math.min(count, 1_000));
        for (int i = 0; i < count; i++) {
            boxes.add(new Box(in.readInt(), in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat()));
        }
        return new Block(kind, level, text, page, boxes, label);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_ITEMS) {
            throw new IOException("a list of " + count + " is refused");
        }
        return count;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a part of " + length + " bytes is refused");
        }
        return in.readNBytes(length);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException("an unknown " + type.getSimpleName() + " is refused", unknown);
        }
    }
}
