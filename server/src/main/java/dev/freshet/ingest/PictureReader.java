package dev.freshet.ingest;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Document;
import dev.freshet.ingest.chunk.ChunkMethod;
import dev.freshet.ingest.chunk.piece.ChunkDraft;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.model.ChatModel;
import dev.freshet.model.ChatModel.Completion;
import dev.freshet.model.GenerationSettings;
import dev.freshet.model.Models;
import dev.freshet.model.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Has the tenant's model for pictures (`img2txt_id`) write down what a picture shows and says, for the chunk method
/// `picture`. Without such a model a picture is known by its name, format and size only. What the model cannot do is
/// said in the progress; it never fails a document.
public final class PictureReader {
    private static final Duration CALL_LIMIT = Duration.ofMinutes(3);
    private static final double TEMPERATURE = 0.1;
    private static final int MOST_TOKENS = 1_500;
    private static final double READING = 0.2;
    private static final double READ = 0.35;

    /// Beyond it providers refuse a request.
    private static final long LARGEST = 15L * 1024 * 1024;

    /// What providers read; the others would have to be decoded here, and pictures are not to be trusted.
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp");

    private static final String INSTRUCTION = "Describe the user's picture for somebody who will search for it."
            + " First say what it shows, with names and numbers, in a few sentences. Then write out all text that"
            + " stands in it, word for word and in its own language, tables row by row. Write nothing else.";

    private final Models models;
    private final BlobStore blobs;
    private final Function<TenantId, String> modelOf;

    /// @param modelOf the name of the model that a tenant reads pictures with; empty when there is none
    public PictureReader(Models models, BlobStore blobs, Function<TenantId, String> modelOf) {
        this.models = models;
        this.blobs = blobs;
        this.modelOf = modelOf;
    }

    /// The chunks of a picture, with what the model has read; those of other documents as they are.
    List<ChunkDraft> read(Document document, List<ChunkDraft> drafts, JobProgress progress) {
        boolean isPicture = ChunkMethod.of(document.chunkMethod())
                .filter(ChunkMethod.PICTURE::equals)
                .isPresent();
        String name = isPicture ? modelOf.apply(document.tenant()) : "";
        if (name.isEmpty()) {
            return drafts;
        }
        Optional<ChatModel> model = models.chat(document.tenant(), name);
        if (model.isEmpty()) {
            progress.done(READ, "The picture was not read: the model " + name + " is not set up.");
            return drafts;
        }
        Path file = blobs.file(document.file().location());
        String mediaType = MEDIA_TYPES.get(FileFormat.suffix(document.name()));
        if (mediaType == null || size(file) > LARGEST) {
            progress.done(READ, "The picture was not read: models take png, jpg, gif and webp of at most 15 MB.");
            return drafts;
        }
        progress.moving(READING, "The model " + name + " reads the picture");
        return read(model.get(), picture(mediaType, file), drafts, progress);
    }

    private static List<ChunkDraft> read(
            ChatModel model, String picture, List<ChunkDraft> drafts, JobProgress progress) {
        GenerationSettings settings =
                GenerationSettings.none().withTemperature(TEMPERATURE).withMaxTokens(MOST_TOKENS);
        try {
            Completion completion =
                    model.complete(Prompt.ofPicture(INSTRUCTION, picture, settings), Deadline.in(CALL_LIMIT));
            progress.done(
                    READ,
                    "The picture was read with " + completion.usage().totalTokens() + " tokens of "
                            + model.info().name() + ".");
            return drafts.stream()
                    .map(draft -> with(draft, completion.text().strip()))
                    .toList();
        } catch (AppException.Upstream | AppException.Exhausted failure) {
            progress.done(READ, "The picture was not read: " + failure.sentence());
            return drafts;
        }
    }

    private static ChunkDraft with(ChunkDraft draft, String description) {
        return new ChunkDraft(
                (draft.text() + "\n" + description).strip(),
                draft.boxes(),
                draft.keywords(),
                draft.questions(),
                draft.child());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static String picture(String mediaType, Path file) {
        try {
            return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
