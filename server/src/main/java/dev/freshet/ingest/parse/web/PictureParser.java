package dev.freshet.ingest.parse.web;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// What a picture says without being seen: the words of its name, its format and its size. There is no text
/// recognition, so words inside the picture stay unread. Pixels are never decoded.
public final class PictureParser implements FormatParser {

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        String format = FileFormat.suffix(request.fileName()).toUpperCase(Locale.ROOT);
        Optional<Size> size = size(request);
        size.ifPresent(found -> {
            document.property("width", String.valueOf(found.width()));
            document.property("height", String.valueOf(found.height()));
        });
        document.property("format", format);
        String dimensions = size.map(found -> ", " + found.width() + " x " + found.height() + " pixels")
                .orElse("");
        document.pageCount(1);
        document.add(
                Kind.PARAGRAPH, 0, "Picture: " + words(request.fileName()) + " (" + format + dimensions + ")", "", 1);
    }

    /// "floorPlan_2-north.png" reads "floor Plan 2 north".
    private static String words(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return fileName.substring(0, dot < 0 ? fileName.length() : dot)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
                .strip();
    }

    private static Optional<Size> size(ParseRequest request) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(request.file().toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return Optional.of(new Size(reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        }
    }

    private record Size(int width, int height) {}
}
