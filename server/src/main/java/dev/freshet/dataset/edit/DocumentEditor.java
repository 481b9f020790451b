package dev.freshet.dataset.edit;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.AppException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentFile;
import dev.freshet.dataset.DocumentRunStore;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.DocumentType;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.NewDocument;
import dev.freshet.dataset.ParserConfig;
import dev.freshet.dataset.TitleTokens;
import dev.freshet.dataset.change.Changed;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.index.ChunkAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// Adds, changes and deletes documents; searches see each change when the call returns.
public final class DocumentEditor {
    private static final int READ_BYTES = 64 * 1024;

    private final DocumentStore documents;
    private final DocumentRunStore runs;
    private final IndexSync sync;
    private final BlobStore blobs;
    private final ChunkAnalyzer analyzer;

    public DocumentEditor(
            DocumentStore documents, DocumentRunStore runs, IndexSync sync, BlobStore blobs, ChunkAnalyzer analyzer) {
        this.documents = documents;
        this.runs = runs;
        this.sync = sync;
        this.blobs = blobs;
        this.analyzer = analyzer;
    }

    /// Takes an uploaded file into a dataset. The file is kept before the document is, so that a crash between
    /// the two leaves no document without a file.
    ///
    /// @param createdBy the user
    /// @param name the file's name, without a path
    /// @param upload where the bytes are; the file is taken over
    /// @throws AppException.Rejected when such files are not taken
    public Document add(Dataset dataset, String createdBy, String name, Path upload) {
        FileKind kind = FileKind.of(name)
                .orElseThrow(() -> AppException.invalid(name + ": This type of file has not been supported yet!"));
        String hash = sha256(upload);
        String location = blobs.put(upload);
        DocumentFile file =
                new DocumentFile(location, blobs.size(location), hash, kind.type(), FileKind.suffix(name), "local");
        NewDocument wanted = new NewDocument(
                dataset.tenant(),
                dataset.id(),
                createdBy,
                name,
                file,
                kind.method(dataset.settings().chunkMethod()),
                dataset.settings().parserConfig());
        return documents.insert(wanted, this::titleTokens);
    }

    /// Adds a document without a file, to which chunks are added by hand.
    public Document addEmpty(Dataset dataset, String createdBy, String name) {
        DocumentFile file = new DocumentFile("", 0, "", DocumentType.VIRTUAL, FileKind.suffix(name), "local");
        NewDocument wanted = new NewDocument(
                dataset.tenant(),
                dataset.id(),
                createdBy,
                name,
                file,
                dataset.settings().chunkMethod(),
                dataset.settings().parserConfig());
        return documents.insert(wanted, this::titleTokens);
    }

    /// Gives a document another name.
    public Document rename(TenantId tenant, DocumentId id, String name) {
        return synced(documents.rename(tenant, id, name, titleTokens(name)));
    }

    /// Lets searches find a document's chunks, or not.
    public Document setEnabled(TenantId tenant, DocumentId id, boolean enabled) {
        return synced(documents.setEnabled(tenant, id, enabled));
    }

    /// Replaces what the user says of a document.
    public Document setMetadata(TenantId tenant, DocumentId id, Metadata metadata) {
        return synced(documents.setMetadata(tenant, id, metadata));
    }

    /// Sets how a document is parsed; with another method than before it loses its chunks and waits to be
    /// parsed anew.
    public Document setParser(Document before, String method, ParserConfig config) {
        Document after = synced(documents.setParser(before.tenant(), before.id(), method, config));
        if (before.chunkMethod().equals(method)) {
            return after;
        }
        runs.reset(before.tenant(), before.id()).ifPresent(change -> sync.apply(List.of(change)));
        return documents.find(before.tenant(), before.id()).orElse(after);
    }

    /// Deletes documents of a dataset and returns how many there were.
    public int delete(TenantId tenant, DatasetId dataset, Collection<DocumentId> ids) {
        Deleted deleted = documents.delete(tenant, dataset, ids);
        sync.apply(deleted.changes());
        deleted.locations().stream().filter(location -> !location.isEmpty()).forEach(blobs::delete);
        return deleted.count();
    }

    private Document synced(Changed<Document> changed) {
        sync.apply(changed.changes());
        return changed.value();
    }

    private TitleTokens titleTokens(String name) {
        return TitleTokens.of(analyzer.tokens(name, "", List.of(), List.of()));
    }

    /// What the bytes of a file are recognised by, as documents keep it: SHA-256 in hexadecimal digits.
    public static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[READ_BYTES];
            int read = in.read(buffer);
            while (read >= 0) {
                digest.update(buffer, 0, read);
                read = in.read(buffer);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException error) {
            throw new AppException.Broken("an uploaded file cannot be read", error);
        }
    }
}
