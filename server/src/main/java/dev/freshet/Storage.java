package dev.freshet;

import dev.freshet.account.Accounts;
import dev.freshet.account.AuthSettings;
import dev.freshet.account.PasswordTransport;
import dev.freshet.account.Passwords;
import dev.freshet.account.Tenant;
import dev.freshet.answer.keep.AnswerStore;
import dev.freshet.blob.BlobStore;
import dev.freshet.blob.file.FileBlobStore;
import dev.freshet.chat.AssistantStore;
import dev.freshet.chat.MessageStore;
import dev.freshet.chat.SessionStore;
import dev.freshet.chat.TurnStore;
import dev.freshet.chat.statistics.UsageStore;
import dev.freshet.chat.widget.WidgetOriginStore;
import dev.freshet.config.Settings;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Timestamps;
import dev.freshet.dataset.DatasetStore;
import dev.freshet.dataset.DocumentRunStore;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.change.IndexChangeStore;
import dev.freshet.dataset.chunk.ChunkGenerationStore;
import dev.freshet.dataset.chunk.ChunkStore;
import dev.freshet.dataset.chunk.IndexCommits;
import dev.freshet.dataset.chunk.IndexRebuild;
import dev.freshet.dataset.chunk.IndexSync;
import dev.freshet.dataset.file.FileLinkStore;
import dev.freshet.dataset.file.FileStore;
import dev.freshet.dataset.search.SavedSearchStore;
import dev.freshet.db.Db;
import dev.freshet.index.ChunkIndex;
import dev.freshet.index.lucene.LuceneChunkIndex;
import dev.freshet.model.builtin.BuiltinEmbeddingModel;
import dev.freshet.model.builtin.ExtractiveModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntConsumer;

/// Everything that is kept: database, files, index, and the stores over them.
final class Storage implements AutoCloseable {
    private static final Duration INDEX_COMMIT_INTERVAL = Duration.ofSeconds(5);

    final DataFolder folder;
    final Timestamps clock = new Timestamps(InstantSource.system());
    final KeyVault vault;
    final Db db;
    final BlobStore blobs;
    final ChunkIndex index;
    final IndexChangeStore changes;
    final DatasetStore datasets;
    final DocumentStore documents;
    final DocumentRunStore runs;
    final ChunkStore chunks;
    final ChunkGenerationStore generations;
    final IndexSync sync;
    final FileStore files;
    final FileLinkStore fileLinks;
    final SavedSearchStore searches;
    final AssistantStore assistants;
    final SessionStore sessions;
    final MessageStore messages;
    final TurnStore turns;
    final AnswerStore answers;
    final UsageStore usage;
    final WidgetOriginStore widgetOrigins;
    private final IndexCommits commits;

    private Storage(DataFolder folder, Settings settings) {
        this.folder = folder;
        vault = KeyVault.open(folder.path());
        db = Db.open(settings.database(), folder.path());
        blobs = new FileBlobStore(folder.resolve("blobs"));
        index = LuceneChunkIndex.open(folder.resolve("index"));
        changes = new IndexChangeStore(db, clock);
        datasets = new DatasetStore(db, clock, changes);
        documents = new DocumentStore(db, clock, changes);
        runs = new DocumentRunStore(db, clock, changes);
        chunks = new ChunkStore(db, clock, changes);
        generations = new ChunkGenerationStore(db, clock);
        sync = new IndexSync(changes, generations, index);
        commits = new IndexCommits(sync, INDEX_COMMIT_INTERVAL);
        files = new FileStore(db, clock);
        fileLinks = new FileLinkStore(db, clock);
        searches = new SavedSearchStore(db, clock);
        assistants = new AssistantStore(db);
        sessions = new SessionStore(db, clock);
        messages = new MessageStore(db);
        turns = new TurnStore(db, clock);
        answers = new AnswerStore(db, clock);
        usage = new UsageStore(db);
        widgetOrigins = new WidgetOriginStore(db);
    }

    /// Opens the folder of the settings and brings its index up to date with its database.
    static Storage open(Settings settings) {
        DataFolder folder = DataFolder.open(settings.data());
        try {
            Storage storage = new Storage(folder, settings);
            storage.recoverIndex();
            return storage;
        } catch (RuntimeException error) {
            folder.close();
            throw error;
        }
    }

    /// What people sign in with. A new tenant uses the built-in models until it chooses others.
    Accounts accounts(AuthSettings settings, Passwords passwords) {
        PasswordTransport transport =
                PasswordTransport.open(settings.passwordKey(), folder.resolve("password-key.pem"));
        Tenant.DefaultModels builtin = new Tenant.DefaultModels(
                ExtractiveModel.NAME.toString(), BuiltinEmbeddingModel.NAME.toString(), "", "", "", "");
        return new Accounts(db, passwords, transport, settings, builtin, clock);
    }

    /// Fills the index anew.
    ///
    /// @param progress hears how many documents are done
    /// @return how many documents there were
    int rebuildIndex(IntConsumer progress) {
        return new IndexRebuild(documents, sync, index).run(progress);
    }

    @Override
    public void close() {
        commits.close();
        index.close();
        db.close();
        folder.close();
    }

    private void recoverIndex() {
        if (!index.isComplete()) {
            rebuildIndex(done -> {});
            return;
        }
        sync.recover();
    }
}
