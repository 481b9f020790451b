package dev.freshet.api.ragflow.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.api.JsonPattern;
import dev.freshet.core.Page;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.Metadata;
import dev.freshet.dataset.Stores;
import dev.freshet.dataset.chunk.ChunkIds;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the wire promises of datasets, documents, chunks and retrieval. The scenarios stand as tables in
/// `scenarios/` among the test resources; their texts are the contract's own.
class DatasetApiTest {
    private static final String DATASETS = "/api/v1/datasets";

    @TempDir
    Path folder;

    private DatasetApi api;

    @BeforeEach
    void start() {
        api = new DatasetApi(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void makesDatasetsAndRefusesWhatTheyMayNotBe() throws Exception {
        api.play("datasets-refused", Map.of());
        HttpResponse<String> answer = api.send("POST", DATASETS, "text/plain", "{}");
        assertThat(answer.body()).contains("Unsupported content type: Expected application/json, got text/plain");
    }

    @Test
    void listsChangesAndDeletesDatasets() throws Exception {
        String first = dataset("one").id().value();
        String second = dataset("two").id().value();
        api.play("datasets", Map.of("tenant", api.tenant.value(), "first", first, "second", second));
    }

    @Test
    void listsChangesAndDeletesDocuments() throws Exception {
        Dataset dataset = dataset("d");
        api.upload(dataset.id().value(), "a.txt", "hello", "b.eml", "x");
        String document = oldest(dataset).id().value();
        api.play("documents", Map.of("dataset", dataset.id().value(), "document", document));
    }

    @Test
    void uploadsAndDownloads() throws Exception {
        Dataset dataset = dataset("d");
        String id = dataset.id().value();
        String path = DATASETS + "/" + id + "/documents";
        assertThat(JsonPattern.differences(
                        """
                        {"code": 0, "data": [{"...": "", "name": "a.txt", "size": 5, "type": "doc", "suffix": "txt",
                         "run": "UNSTART", "chunk_method": "naive"}, {"...": "", "name": "b.eml",
                         "chunk_method": "email"}]}""", api.upload(id, "a.txt", "hello", "b.eml", "x").body()))
                .isEmpty();
        assertThat(api.upload(id, "d.txt", "x", "c.exe", "x").body())
                .as("what it cannot read is refused, and nothing of it is kept")
                .isEqualTo("{\"code\":500,\"message\":\"c.exe: This type of file has not been supported yet!\"}");
        assertThat(api.upload(id).body()).isEqualTo("{\"code\":101,\"message\":\"No file part!\"}");
        assertThat(api.upload("unknown", "a.txt", "x").body())
                .contains("LookupError(\\\"Can't find the dataset with ID unknown!\\\")");
        assertThat(api.send("GET", path + "/" + oldest(dataset).id(), "").body())
                .isEqualTo("hello");
        assertThat(documents(dataset)).extracting(Document::name).containsExactly("b.eml", "a.txt");
    }

    @Test
    void refusesFilesWithoutAUsefulName() throws Exception {
        String id = dataset("d").id().value();

        assertThat(api.upload(id, "", "x").body()).contains("\"code\":101", "No file selected!");
        assertThat(api.upload(id, "a".repeat(252) + ".txt", "x").body())
                .contains("\"code\":101", "File name must be 255 bytes or less.");
    }

    @Test
    void keepsTheMethodOfPicturesAndRefusesToDownloadNothing() throws Exception {
        Dataset dataset = dataset("d");
        String path = DATASETS + "/" + dataset.id() + "/documents/";
        api.upload(dataset.id().value(), "empty.txt", "", "p.png", "x");
        Document picture = documents(dataset).getFirst();

        assertThat(api.send("PUT", path + picture.id(), "{\"chunk_method\":\"naive\"}")
                        .body())
                .isEqualTo("{\"code\":102,\"message\":\"Not supported yet!\"}");
        assertThat(api.send("GET", path + oldest(dataset).id(), "").body())
                .isEqualTo("{\"code\":102,\"message\":\"This file is empty.\"}");
    }

    @Test
    void parsesNothingTwiceAtOnce() throws Exception {
        Dataset dataset = dataset("d");
        Document document = api.stores.documents.insert(Stores.newDocument(dataset, "a.txt"), Stores::title);
        api.stores.start(document);

        assertThat(api.send(
                                "POST",
                                DATASETS + "/" + dataset.id() + "/chunks",
                                "{\"document_ids\":[\"" + document.id() + "\"]}")
                        .body())
                .contains("\"code\":102", "Can't parse document that is currently being processed");
    }

    @Test
    void limitsTheSizeOfAConfiguration() throws Exception {
        String config = "{\"llm_id\":\"" + "x".repeat(65_535) + "\"}";

        assertThat(api.send("POST", DATASETS, "{\"name\":\"a\",\"parser_config\":" + config + "}")
                        .body())
                .contains(
                        "\"code\":101",
                        "Parser config exceeds size limit (max 65,535 characters). Current size: 65,548");
    }

    @Test
    void searchesDatasetsOfOneModelOnly() throws Exception {
        Dataset one = dataset("one");
        Dataset other =
                api.stores.datasets.create(api.tenant, api.tenant.value(), Stores.settings("other", "bge-m3@Nobody"));

        assertThat(api.send(
                                "POST",
                                "/api/v1/retrieval",
                                "{\"question\":\"a\",\"dataset_ids\":[\"" + one.id() + "\",\"" + other.id() + "\"]}")
                        .body())
                .isEqualTo("{\"code\":102,\"message\":\"Datasets use different embedding models.\\\"\"}");
    }

    @Test
    void parsesEditsAndFindsChunks() throws Exception {
        Dataset dataset = dataset("d");
        Document document = api.stores.documents.insert(Stores.newDocument(dataset, "a.txt"), Stores::title);
        Map<String, String> ids = Map.of(
                "dataset", dataset.id().value(),
                "document", document.id().value(),
                "chunk1",
                        ChunkIds.of(document.id(), "Holidays are thirty days.").value(),
                "chunk2", ChunkIds.of(document.id(), "Bikes are free.").value());
        api.play("chunks", ids);
    }

    @Test
    void countsAndChangesMetadataTogether() throws Exception {
        Dataset dataset = dataset("d");
        Document first = described(dataset, "a.txt", "{\"author\":[\"Anne\",\"Bob\"],\"year\":2024}");
        described(dataset, "b.txt", "{\"author\":\"Bob\"}");
        api.play(
                "metadata",
                Map.of("dataset", dataset.id().value(), "first", first.id().value()));
    }

    private Document described(Dataset dataset, String name, String metadata) {
        Document document = api.stores.documents.insert(Stores.newDocument(dataset, name), Stores::title);
        api.stores.documents.setMetadata(api.tenant, document.id(), Metadata.parse(metadata));
        return document;
    }

    private Dataset dataset(String name) {
        return api.stores.datasets.create(api.tenant, api.tenant.value(), Stores.settings(name));
    }

    private Document oldest(Dataset dataset) {
        return documents(dataset).getLast();
    }

    private List<Document> documents(Dataset dataset) {
        return api.stores
                .documents
                .list(api.tenant, dataset.id(), DocumentQuery.all(), Page.all())
                .rows();
    }
}
