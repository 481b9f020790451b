package dev.freshet.api.ragflow.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Demand;
import dev.freshet.api.ragflow.wire.Demand.Shape;
import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.api.ragflow.wire.WireFaults;
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
    private static final Demand CONTENT = new Demand("content", Shape.NOT_BLANK, DatasetFaults.REQUIRED);
    private static final Demand POSITIONS = new Demand("positions", Shape.LIST_IF_PRESENT, WireFaults.NO_LIST);

    private ChunkBody() {}

    /// A chunk to be added.
    static ChunkEditor.Text added(ObjectNode body) {
        JsonBody.of(body).obey(CONTENT);
        return new ChunkEditor.Text(
                text(body.path("content")),
                texts(body, "important_keywords", DatasetFaults.REQUIRED_LIST, List.of()),
                texts(body, "questions", DatasetFaults.REQUIRED_LIST, List.of()));
    }

    /// A chunk's text with what the body changes of it.
    static ChunkEditor.Text changed(Chunk before, ObjectNode body) {
        String content = text(body.path("content"));
        return new ChunkEditor.Text(
                content.isBlank() ? before.content() : content,
                texts(body, "important_keywords", WireFaults.NO_LIST, before.keywords()),
                texts(body, "questions", WireFaults.NO_LIST, before.questions()));
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
            throw DatasetFaults.NO_PAIR.of();
        }
    }

    private static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /// The texts of a list without blanks around them, blank ones left out.
    ///
    /// @param noList the refusal of what is no list
    /// @param otherwise what they are when the body does not say
    public static List<String> texts(ObjectNode body, String field, Fault noList, List<String> otherwise) {
        JsonBody.of(body).obey(new Demand(field, Shape.LIST_IF_PRESENT, noList));
        return body.has(field) ? stripped(body.path(field)) : otherwise;
    }

    private static List<String> stripped(JsonNode sent) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            JsonNode item = sent.path(i);
            if (!item.isTextual()) {
                throw DatasetFaults.NO_TEXT.of(i, JsonBody.typeName(item));
            }
            if (!item.textValue().isBlank()) {
                texts.add(item.textValue().strip());
            }
        }
        return texts;
    }

    private static @Nullable List<Position> positions(ObjectNode body) {
        JsonBody.of(body).obey(POSITIONS);
        if (!body.has("positions")) {
            return null;
        }
        List<Position> positions = new ArrayList<>();
        for (JsonNode row : body.path("positions")) {
            if (!row.isArray() || row.size() != PLACE_NUMBERS) {
                throw DatasetFaults.NO_POSITION.of();
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
