package dev.freshet.ingest.parse.office;

import dev.freshet.ingest.parse.DocumentBuilder;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.FormatParser;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Kind;
import dev.freshet.ingest.parse.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.sl.usermodel.GroupShape;
import org.apache.poi.sl.usermodel.Notes;
import org.apache.poi.sl.usermodel.Shape;
import org.apache.poi.sl.usermodel.ShapeContainer;
import org.apache.poi.sl.usermodel.SimpleShape;
import org.apache.poi.sl.usermodel.Slide;
import org.apache.poi.sl.usermodel.SlideShow;
import org.apache.poi.sl.usermodel.TableShape;
import org.apache.poi.sl.usermodel.TextParagraph;
import org.apache.poi.sl.usermodel.TextRun;
import org.apache.poi.sl.usermodel.TextShape;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.jspecify.annotations.Nullable;

/// Presentations: the page is the number of the slide; its title is a heading, bulleted lines are list items,
/// and the notes follow behind the word "Notes:".
public final class SlidesParser implements FormatParser {
    private static final int DEEPEST_GROUP = 20;

    private final FileFormat format;

    public SlidesParser(FileFormat format) {
        this.format = format;
    }

    @Override
    public void parse(ParseRequest request, DocumentBuilder document) throws IOException {
        if (format == FileFormat.PPT) {
            try (POIFSFileSystem container = OfficeFile.openOld(request.file(), format);
                    HSLFSlideShow show = new HSLFSlideShow(container)) {
                slides(show, request, document);
            } catch (EncryptedDocumentException locked) {
                throw OfficeFile.encrypted(format);
            }
            return;
        }
        try (OPCPackage container = OfficeFile.openModern(request.file(), format);
                XMLSlideShow show = new XMLSlideShow(container)) {
            document.property("title", show.getProperties().getCoreProperties().getTitle());
            document.property("author", show.getProperties().getCoreProperties().getCreator());
            slides(show, request, document);
        }
    }

    private static <S extends Shape<S, P>, P extends TextParagraph<S, P, ? extends TextRun>> void slides(
            SlideShow<S, P> show, ParseRequest request, DocumentBuilder document) {
        List<? extends Slide<S, P>> slides = show.getSlides();
        document.pageCount(slides.size());
        for (Slide<S, P> slide : slides) {
            int number = slide.getSlideNumber();
            if (request.wants(number)) {
                new SlideReading<S, P>(document, number).slide(slide);
            }
            document.progress(number, slides.size());
        }
    }

    private static final class SlideReading<S extends Shape<S, P>, P extends TextParagraph<S, P, ? extends TextRun>> {
        private final DocumentBuilder document;
        private final int number;
        private String title = "";

        private SlideReading(DocumentBuilder document, int number) {
            this.document = document;
            this.number = number;
        }

        private void slide(Slide<S, P> slide) {
            title = clean(slide.getTitle());
            document.add(Kind.HEADING, 1, title, "", number);
            shapes(slide, 0);
            Notes<S, P> notes = slide.getNotes();
            if (notes != null) {
                notes(notes);
            }
        }

        /// The shape of the title is the first that says the same.
        private boolean isTitle(Shape<?, ?> shape) {
            if (title.isEmpty() || !(shape instanceof TextShape<?, ?> text) || !title.equals(clean(text.getText()))) {
                return false;
            }
            title = "";
            return true;
        }

        private static boolean isFurniture(Shape<?, ?> shape) {
            if (!(shape instanceof SimpleShape<?, ?> simple) || simple.getPlaceholder() == null) {
                return false;
            }
            return switch (simple.getPlaceholder()) {
                case SLIDE_NUMBER, DATETIME, FOOTER, HEADER, SLIDE_IMAGE -> true;
                default -> false; // a library's enum: all others hold content
            };
        }

        private void shapes(ShapeContainer<?, ?> container, int depth) {
            for (Shape<?, ?> shape : container.getShapes()) {
                if (isTitle(shape) || isFurniture(shape)) {
                    continue;
                }
                switch (shape) {
                    case TableShape<?, ?> table -> table(table);
                    case TextShape<?, ?> text -> paragraphs(text);
                    case GroupShape<?, ?> group when depth < DEEPEST_GROUP -> shapes(group, depth + 1);
                    default -> {}
                }
            }
        }

        private void paragraphs(TextShape<?, ?> shape) {
            for (TextParagraph<?, ?, ?> paragraph : shape.getTextParagraphs()) {
                String text = text(paragraph);
                if (paragraph.getBulletStyle() != null) {
                    document.add(Kind.LIST_ITEM, paragraph.getIndentLevel() + 1, text, "", number);
                } else {
                    document.add(Kind.PARAGRAPH, 0, text, "", number);
                }
            }
        }

        private static String text(TextParagraph<?, ?, ?> paragraph) {
            StringBuilder text = new StringBuilder();
            for (TextRun run : paragraph) {
                text.append(run.getRawText());
            }
            return clean(text.toString());
        }

        private void table(TableShape<?, ?> table) {
            TableRows rows = new TableRows(document, number, "");
            for (int i = 0; i < table.getNumberOfRows(); i++) {
                List<String> cells = new ArrayList<>();
                for (int j = 0; j < table.getNumberOfColumns(); j++) {
                    cells.add(
                            table.getCell(i, j) == null
                                    ? ""
                                    : clean(table.getCell(i, j).getText()));
                }
                rows.row(cells);
            }
            rows.end();
        }

        private void notes(Notes<S, P> notes) {
            StringBuilder text = new StringBuilder();
            for (S shape : notes) {
                if (shape instanceof TextShape<?, ?> written && !isFurniture(shape)) {
                    text.append(clean(written.getText())).append('\n');
                }
            }
            if (!text.toString().isBlank()) {
                document.add(Kind.PARAGRAPH, 0, "Notes: " + text.toString().strip(), "", number);
            }
        }

        private static String clean(@Nullable String text) {
            return text == null
                    ? ""
                    : text.replace('\u000B', '\n').replace('\r', '\n').strip();
        }
    }
}
