package dev.freshet.model;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of models that a tenant can set up.
public enum ModelType {
    CHAT("chat"),
    EMBEDDING("embedding"),
    RERANK("rerank"),
    IMAGE_TO_TEXT("image2text"),
    SPEECH_TO_TEXT("speech2text"),
    SPEECH("tts"),
    OCR("ocr");

    private final String key;

    ModelType(String key) {
        this.key = key;
    }

    /// The word that is stored and sent.
    public String key() {
        return key;
    }

    public static Optional<ModelType> of(String key) {
        return Arrays.stream(values()).filter(type -> type.key.equals(key)).findFirst();
    }
}
