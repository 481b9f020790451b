package dev.freshet.api.ragflow.chat;

import dev.freshet.answer.FrameWriter.Position;
import dev.freshet.answer.Origin;
import dev.freshet.answer.Origin.RequestKey;
import dev.freshet.chat.Question;
import dev.freshet.chat.Session;
import dev.freshet.core.AppException;
import dev.freshet.core.KeyVault;
import dev.freshet.http.Request;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a completion request's headers say about following its answer: `X-Freshet-Events`, `X-Freshet-Frames`
/// and `Idempotency-Key`.
public final class RequestOrigin {
    private static final int LONGEST_KEY = 255;

    private RequestOrigin() {}

    static Origin of(Request request, Question question, String form) {
        return new Origin(form, resumable(request), key(request, question));
    }

    /// Whether the client can resume, so that a disconnect does not stop its answer.
    static boolean resumable(Request request) {
        return request.header("X-Freshet-Events").map(String::strip).orElse("").equals("1");
    }

    /// Where the client stands, by its `Last-Event-ID`; at the start when it sends none.
    ///
    /// @throws AppException.Rejected when that is no id of an answer's events
    public static Position position(Request request) {
        String text = request.header("Last-Event-ID").map(String::strip).orElse("");
        return text.isEmpty()
                ? Position.START
                : Position.of(text)
                        .orElseThrow(() -> AppException.invalid("`Last-Event-ID` is no id of an answer's events"));
    }

    /// Whether frames carry the whole text so far.
    ///
    /// @param otherwise where the client does not say
    public static boolean cumulative(Request request, boolean otherwise) {
        return request.header("X-Freshet-Frames")
                .map(form -> !form.strip().equalsIgnoreCase("delta"))
                .orElse(otherwise);
    }

    /// A widget's visitors share a key, so theirs count within one session only.
    private static @Nullable RequestKey key(Request request, Question question) {
        String key = request.header("Idempotency-Key").map(String::strip).orElse("");
        if (key.isEmpty()) {
            return null;
        }
        if (key.length() > LONGEST_KEY) {
            throw AppException.invalid("an Idempotency-Key has at most " + LONGEST_KEY + " characters");
        }
        Session session = question.session();
        String visitor = session != null && session.kind() == Session.Kind.WIDGET
                ? session.id().value()
                : "";
        String owner = question.tenant().value() + "\n" + visitor + "\n" + key;
        return new RequestKey(KeyVault.fingerprint(owner), KeyVault.fingerprint(content(request, question)));
    }

    /// A form was read part by part and is gone, so its question stands for it.
    private static String content(Request request, Question question) {
        String type = request.contentType();
        boolean form = type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
        String body = form
                ? question.conversation() + " " + question.options()
                : new String(request.body(), StandardCharsets.UTF_8);
        return request.path() + "\n" + body;
    }
}
