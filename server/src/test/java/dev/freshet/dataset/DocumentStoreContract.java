package dev.freshet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Ids;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.DocumentRunStore.Publication;
import dev.freshet.dataset.DocumentRunStore.Report;
import dev.freshet.dataset.DocumentRunStore.Start;
import dev.freshet.dataset.change.Changed;
import dev.freshet.dataset.change.Deleted;
import dev.freshet.dataset.change.IndexChange;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class DocumentStoreContract extends StoreContract {
    private Dataset dataset;

    DocumentStoreContract(Function<Path, Db> kind) {
        super(kind);
    }

    @BeforeEach
    void makeDataset() {
        dataset = stores.dataset("d");
    }

    @Test
    void readsWhatItWroteAndCountsIt() {
        Document inserted = stores.document(dataset, "Guide.md");
        assertThat(stores.documents.find(stores.tenant, inserted.id())).contains(inserted);
        assertThat(dataset().documentCount()).isEqualTo(1);
        assertThat(inserted.run()).isEqualTo(RunState.UNSTART);
        assertThat(inserted.titleTokens().title()).isEqualTo("guide md");
    }

    @Test
    void namesASecondFileOfTheSameNameWithANumber() {
        stores.document(dataset, "a.txt");
        Document second = stores.document(dataset, "A.txt");
        assertThat(second.name()).isEqualTo("A(1).txt");
        assertThat(second.titleTokens().title()).isEqualTo("a(1) txt");
        assertThat(stores.document(stores.dataset("other"), "a.txt").name()).isEqualTo("a.txt");
    }

    @Test
    void refusesADocumentForAForeignDataset() {
        Dataset foreign = new Dataset(dataset.id(), new TenantId(Ids.next()), "x", dataset.settings(), 0, 0, 0, 0, 0);
        assertThatThrownBy(() -> stores.document(foreign, "a.txt")).isInstanceOf(AppException.Rejected.class);
        assertThat(dataset().documentCount()).isZero();
    }

    @Test
    void listsByEveryFilter() {
        Document first = stores.document(dataset, "Report_2024.txt");
        Document second = stores.document(dataset, "notes.md");
        assertThat(list(DocumentQuery.all())).containsExactly(second, first);
        assertThat(list(query(null, "NOTES.md", "", Set.of(), Set.of()))).containsExactly(second);
        assertThat(list(query(null, null, "port_", Set.of(), Set.of()))).containsExactly(first);
        assertThat(list(query(null, null, "t%4", Set.of(), Set.of()))).isEmpty();
        assertThat(list(query(null, null, "", Set.of("md"), Set.of()))).containsExactly(second);
        assertThat(list(query(Set.of(first.id()), null, "", Set.of(), Set.of())))
                .containsExactly(first);
        assertThat(list(query(Set.of(), null, "", Set.of(), Set.of()))).isEmpty();
        stores.start(first);
        assertThat(list(query(null, null, "", Set.of(), Set.of(RunState.RUNNING))))
                .extracting(Document::id)
                .containsExactly(first.id());
    }

    @Test
    void changesWhatPeopleMayChange() {
        Document document = stores.document(dataset, "a.txt");
        Changed<Document> renamed =
                stores.documents.rename(stores.tenant, document.id(), "b.txt", Stores.title("b.txt"));
        assertThat(renamed.value().name()).isEqualTo("b.txt");
        assertThat(renamed.value().titleTokens().title()).isEqualTo("b txt");
        assertThat(renamed.changes()).hasSize(1);
        Changed<Document> disabled = stores.documents.setEnabled(stores.tenant, document.id(), false);
        assertThat(disabled.value().enabled()).isFalse();
        assertThat(disabled.changes()).hasSize(1);
        assertThat(stores.documents
                        .setEnabled(stores.tenant, document.id(), false)
                        .changes())
                .isEmpty();
        Metadata metadata = Metadata.parse("{\"year\":2024,\"tags\":[\"a\",\"b\"]}");
        assertThat(stores.documents
                        .setMetadata(stores.tenant, document.id(), metadata)
                        .value()
                        .metadata())
                .isEqualTo(metadata);
        assertThat(stores.documents.metadata(stores.tenant, List.of(dataset.id())))
                .containsEntry(document.id(), metadata);
        assertThat(stores.documents
                        .setParser(stores.tenant, document.id(), "qa", ParserConfig.EMPTY)
                        .value()
                        .chunkMethod())
                .isEqualTo("qa");
    }

    @Test
    void refusesANameThatIsTakenInTheDataset() {
        stores.document(dataset, "a.txt");
        Document second = stores.document(dataset, "b.txt");
        assertThatThrownBy(() -> stores.documents.rename(stores.tenant, second.id(), "A.TXT", TitleTokens.NONE))
                .hasMessage("Duplicated document name in the same dataset.");
    }

    @Test
    void deletesDocumentsWithTheirChunksAndCounts() {
        Document gone = stores.document(dataset, "a.txt");
        Document kept = stores.document(dataset, "b.txt");
        stores.publish(gone, "one", "two");
        stores.publish(kept, "three");
        assertThat(dataset().chunkCount()).isEqualTo(3);
        Deleted deleted =
                stores.documents.delete(stores.tenant, dataset.id(), List.of(gone.id(), new DocumentId("unknown")));
        assertThat(deleted.count()).isEqualTo(1);
        assertThat(deleted.locations()).containsExactly("at/a.txt");
        assertThat(dataset().documentCount()).isEqualTo(1);
        assertThat(dataset().chunkCount()).isEqualTo(1);
        assertThat(dataset().tokenCount()).isEqualTo(1);
        assertThat(stores.documents.ids(stores.tenant, dataset.id())).containsExactly(kept.id());
    }

    @Test
    void goesFromStartToDone() {
        Document document = stores.document(dataset, "a.txt");
        Start start = stores.start(document);
        assertThat(start.generation()).isEqualTo(1);
        assertThat(report(document, 0.5)).isTrue();
        assertThat(found(document).progress().fraction()).isEqualTo(0.5);
        publish(document, new Publication(1, 3, 30));
        assertThat(found(document).run()).isEqualTo(RunState.RUNNING);
        assertThat(finish(document)).isTrue();
        Document done = found(document);
        assertThat(done.run()).isEqualTo(RunState.DONE);
        assertThat(done.progress().fraction()).isEqualTo(1);
        assertThat(done.progress().beganAt()).isNotNull();
        assertThat(done.chunkCount()).isEqualTo(3);
        assertThat(dataset().tokenCount()).isEqualTo(30);
        assertThat(stores.changes.pending(0, 10)).hasSize(1);
    }

    @Test
    void isNotStartedTwice() {
        Document document = stores.document(dataset, "a.txt");
        stores.start(document);
        Optional<Start> second =
                stores.db.inTransaction(Lane.BROWSE, sql -> stores.runs.start(sql, stores.tenant, document.id()));
        assertThat(second).isEmpty();
    }

    @Test
    void keepsThePublishedChunksWhileItIsParsedAgain() {
        Document document = stores.document(dataset, "a.txt");
        stores.publish(document, "one", "two");
        Start again = stores.start(document);
        assertThat(again.generation()).isEqualTo(2);
        assertThat(found(document).chunkCount()).isEqualTo(2);
        boolean failed = stores.db.inTransaction(
                Lane.INGEST, sql -> stores.runs.fail(sql, stores.tenant, document.id(), "broken file", 1));
        assertThat(failed).isTrue();
        assertThat(found(document).run()).isEqualTo(RunState.FAIL);
        assertThat(found(document).progress().fraction()).isEqualTo(-1);
        assertThat(found(document).chunkCount()).isEqualTo(2);
    }

    @Test
    void aStoppedParsingPublishesNothing() {
        Document document = stores.document(dataset, "a.txt");
        stores.publish(document, "one");
        Start start = stores.start(document);
        Optional<IndexChange> stopped =
                stores.db.inTransaction(Lane.BROWSE, sql -> stores.runs.stop(sql, stores.tenant, document.id()));
        assertThat(stopped).isPresent();
        assertThat(publish(document, new Publication(start.generation(), 5, 5))).isEmpty();
        assertThat(finish(document)).isFalse();
        assertThat(report(document, 0.9)).isFalse();
        assertThat(found(document).run()).isEqualTo(RunState.CANCEL);
        assertThat(found(document).chunkCount()).isZero();
        assertThat(dataset().chunkCount()).isZero();
        assertThat(stores.chunks.ids(stores.tenant, document.id())).isEmpty();
    }

    @Test
    void aResetDocumentIsAsBeforeItsFirstParsing() {
        Document document = stores.document(dataset, "a.txt");
        stores.publish(document, "one");
        assertThat(stores.runs.reset(stores.tenant, document.id())).isPresent();
        assertThat(found(document).progress()).isEqualTo(Document.Progress.NONE);
        assertThat(found(document).chunkCount()).isZero();
        assertThat(stores.chunks.ids(stores.tenant, document.id())).isEmpty();
    }

    @Test
    void walksOverEveryDocument() {
        Document first = stores.document(dataset, "a.txt");
        Document second = stores.document(dataset, "b.txt");
        List<IndexChange> page = stores.documents.everyDocument("", 1);
        assertThat(page).extracting(IndexChange::document).containsExactly(first.id());
        assertThat(stores.documents.everyDocument(first.id().value(), 10))
                .extracting(IndexChange::document)
                .containsExactly(second.id());
    }

    private boolean report(Document document, double fraction) {
        return stores.db.inTransaction(
                Lane.INGEST,
                sql -> stores.runs.report(sql, stores.tenant, document.id(), new Report(fraction, "Parsing", 0.3)));
    }

    private boolean finish(Document document) {
        return stores.db.inTransaction(
                Lane.INGEST, sql -> stores.runs.finish(sql, stores.tenant, document.id(), "Task done", 2.5));
    }

    private Optional<IndexChange> publish(Document document, Publication publication) {
        return stores.db.inTransaction(
                Lane.INGEST, sql -> stores.runs.publish(sql, stores.tenant, document.id(), publication));
    }

    private Document found(Document document) {
        return stores.documents.find(stores.tenant, document.id()).orElseThrow();
    }

    private Dataset dataset() {
        return stores.datasets.find(stores.tenant, dataset.id()).orElseThrow();
    }

    private List<Document> list(DocumentQuery query) {
        return stores.documents
                .list(stores.tenant, dataset.id(), query, Page.all())
                .rows();
    }

    private static DocumentQuery query(
            Set<DocumentId> ids, String name, String keywords, Set<String> suffixes, Set<RunState> runs) {
        return new DocumentQuery(ids, name, keywords, suffixes, Set.of(), runs, ListOrder.CREATED, true);
    }
}
