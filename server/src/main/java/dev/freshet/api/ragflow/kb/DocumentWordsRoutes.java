package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.blob.BlobStore;
import dev.freshet.dataset.Document;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.nio.file.Path;
import java.util.function.BiFunction;

/// The text of documents as the parser reads it, for their owner alone, so that chunks can be marked where nothing else
/// shows a document: offices' files, mails, pages of the web. Freshet's own.
public final class DocumentWordsRoutes {
    private static final int LONGEST = 400_000;

    private final Belongings belongings;
    private final BlobStore blobs;
    private final BiFunction<Path, String, String> text;

    /// @param text the text of a file, by where its bytes are and its name; throws with a sentence where it has none
    public DocumentWordsRoutes(Belongings belongings, BlobStore blobs, BiFunction<Path, String, String> text) {
        this.belongings = belongings;
        this.blobs = blobs;
        this.text = text;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web()).route("GET", "/v1/document/text/{document}", "a document's text", this::show);
    }

    private Response show(Request request) {
        Document document = belongings
                .document(belongings.tenant(request), request.pathParameter("document"))
                .filter(one -> !one.file().location().isEmpty())
                .orElseThrow(KbFaults.NO_DOCUMENT::of);
        String words = text.apply(blobs.file(document.file().location()), document.name());
        ObjectNode data = Envelope.object()
                .put("text", words.substring(0, Math.min(LONGEST, words.length())))
                .put("complete", words.length() <= LONGEST);
        return Envelope.web(data);
    }
}
