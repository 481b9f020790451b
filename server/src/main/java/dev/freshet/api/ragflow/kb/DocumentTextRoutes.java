package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.freshet.api.ragflow.dataset.DocumentRoutes;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.api.ragflow.wire.JsonBody;
import dev.freshet.http.Multipart;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// `/v1/document/parse`: the text of files that nobody keeps (contract §11).
public final class DocumentTextRoutes {
    private final Belongings belongings;
    private final BiFunction<Path, String, String> text;

    /// @param text the text of a file, by where its bytes are and its name; throws with a sentence where it has none
    public DocumentTextRoutes(Belongings belongings, BiFunction<Path, String, String> text) {
        this.belongings = belongings;
        this.text = text;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web()).route("POST", "/v1/document/parse", "read the text of files", this::parse);
    }

    private Response parse(Request request) {
        belongings.tenant(request);
        if (!request.contentType().startsWith("multipart/")
                && JsonBody.of(request).has("url")) {
            throw KbFaults.NO_ADDRESSES.of();
        }
        try (Multipart form = request.multipart()) {
            List<Multipart.FilePart> files = DocumentRoutes.named(form);
            DocumentRoutes.checkTypes(files);
            String all = files.stream().map(this::text).collect(Collectors.joining("\n\n"));
            return Envelope.web(TextNode.valueOf(all));
        }
    }

    private String text(Multipart.FilePart file) {
        String name = DocumentRoutes.nameOf(file);
        return "File: " + name + "\n" + text.apply(file.file(), name);
    }
}
