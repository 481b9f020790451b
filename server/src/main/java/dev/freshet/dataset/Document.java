package dev.freshet.dataset;

import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import org.jspecify.annotations.Nullable;

/// A file that was uploaded into a dataset, and how far its parsing has come.
///
/// @param createdBy the user
/// @param name unique in its dataset, whatever the case of its letters
/// @param file what was uploaded
/// @param thumbnail a small picture as a data URL
/// @param chunkMethod the wire name of the method: `naive`, `qa`, ...
/// @param pipelineId kept for clients that set it
/// @param metadata what the user says of it
/// @param titleTokens its name as analysed for the index
/// @param generation of the chunks that are published; 0 when none was
/// @param chunkCount published chunks
/// @param tokenCount cl100k tokens of these
/// @param progress of the parsing
/// @param enabled whether searches may find its chunks
/// @param createdAt epoch milliseconds
/// @param updatedAt epoch milliseconds
public record Document(
        DocumentId id,
        TenantId tenant,
        DatasetId dataset,
        String createdBy,
        String name,
        DocumentFile file,
        @Nullable String thumbnail,
        String chunkMethod,
        ParserConfig parserConfig,
        @Nullable String pipelineId,
        Metadata metadata,
        TitleTokens titleTokens,
        int generation,
        int chunkCount,
        int tokenCount,
        Progress progress,
        boolean enabled,
        long createdAt,
        long updatedAt) {

    /// How far the parsing has come.
    public RunState run() {
        return progress.run();
    }

    /// How far the parsing of a document has come.
    ///
    /// @param run the state
    /// @param fraction 0 to 1; -1 when it failed
    /// @param message what was done, a line for each step
    /// @param beganAt epoch milliseconds; null when it never began
    /// @param seconds how long it has taken
    public record Progress(
            RunState run,
            double fraction,
            String message,
            @Nullable Long beganAt,
            double seconds) {
        public static final Progress NONE = new Progress(RunState.UNSTART, 0, "", null, 0);
    }
}
