package dev.freshet.api.ragflow.conversation;

import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;

/// `/v1/conversation/{tts,sequence2txt}` (contract §9.5): this server drives no models for speech, so that none can be
/// set.
public final class SpeechRoutes {
    private final Callers callers;

    public SpeechRoutes(Callers callers) {
        this.callers = callers;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("POST", "/v1/conversation/tts", "Speak a text", request -> refuse(request, "TTS"))
                .route("POST", "/v1/conversation/sequence2txt", "Write speech down", request -> refuse(request, "ASR"));
    }

    private Response refuse(Request request, String kind) {
        callers.account(request);
        throw ConversationFaults.NO_SPEECH_MODEL.of(kind);
    }
}
