package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireException;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.chunk.Chunk;
import dev.freshet.dataset.chunk.Position;
import dev.freshet.dataset.edit.ChunkEditor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what clients write into chunks (contract §5).
public final class ChunkBody {
    private static final int PLACE_NUMBERS = 5;

    private ChunkBody() {}

    /// A chunk to be added.
    static ChunkEditor.Text added(ObjectNode body) {
        String content = text(body.path("content"));
        if (content.isBlank()) {
            throw WireException.data("`content` is required");
        }
        return new ChunkEditor.Text(
                content,
                texts(body, "important_keywords", "`important_keywords` is required to be a list", List.of()),
                texts(body, "questions", "`questions` is required to be a list", List.of()));
    }

    /// A chunk's text with what the body changes of it.
    static ChunkEditor.Text changed(Chunk before, ObjectNode body) {
        String content = text(body.path("content"));
        return new ChunkEditor.Text(
                content.isBlank() ? before.content() : content,
                texts(body, "important_keywords", "`important_keywords` should be a list", before.keywords()),
                texts(body, "questions", "`questions` should be a list", before.questions()));
    }

    /// What else the body changes.
    static ChunkEditor.Attributes attributes(ObjectNode body) {
        JsonNode available = body.path("available");
        return new ChunkEditor.Attributes(
                positions(body), (available.isMissingNode() || available.isNull()) ? null : available.asBoolean());
    }

    /// A chunk of question and answer keeps both.
    static void checkPair(Document document, Chunk before, ObjectNode body) {
        String content = text(body.path("content"));
        checkPair(document, content.isBlank() ? before.content() : content);
    }

    /// A chunk of question and answer keeps both.
    public static void checkPair(Document document, String content) {
        if (document.chunkMethod().equals("qa") && content.split("[\n\t]").length < 2) {
            throw WireException.data("Q&A must be separated by TAB/ENTER key.");
        }
    }

    private static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    private static List<String> texts(ObjectNode body, String field, String refusal, List<String> otherwise) {
        JsonNode sent = body.path(field);
        if (sent.isMissingNode()) {
            return otherwise;
        }
        if (!sent.isArray()) {
            throw WireException.data(refusal);
        }
        return stripped(sent);
    }

    /// The texts of a list without blanks around them, blank ones left out.
    ///
    /// @throws WireException code 100 when one is no text
    public static List<String> stripped(JsonNode sent) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            JsonNode item = sent.path(i);
            if (!item.isTextual()) {
                throw WireException.exception("TypeError('sequence item " + i + ": expected str instance, "
                        + JsonBody.typeName(item) + " found')");
            }
            if (!item.textValue().isBlank()) {
                texts.add(item.textValue().strip());
            }
        }
        return texts;
    }

    private static @Nullable List<Position> positions(ObjectNode body) {
        JsonNode sent = body.path("positions");
        if (sent.isMissingNode()) {
            return null;
        }
        if (!sent.isArray()) {
            throw WireException.data("`positions` should be a list");
        }
        List<Position> positions = new ArrayList<>();
        for (JsonNode row : sent) {
            if (!row.isArray() || row.size() != PLACE_NUMBERS) {
                throw WireException.data("each of `positions` should be a list of 5 whole numbers");
            }
            positions.add(new Position(
                    row.path(0).asInt(),
                    row.path(1).asInt(),
                    row.path(2).asInt(),
                    row.path(3).asInt(),
                    row.path(4).asInt()));
        }
        return positions;
    }
}
