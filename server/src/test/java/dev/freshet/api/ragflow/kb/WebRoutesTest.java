package dev.freshet.api.ragflow.kb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import dev.freshet.api.Scenario;
import dev.freshet.core.Ids;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.Stores;
import dev.freshet.db.Lane;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the wire promises of the web client's datasets, documents, chunks and searches. The scenarios stand in
/// `scenarios/web-*.txt`.
class WebRoutesTest {
    private static final String PDF = """
            %PDF-1.4
            1 0 obj
            << /Type /Catalog /Pages 2 0 R >>
            endobj
            2 0 obj
            << /Type /Pages /Kids [3 0 R] /Count 1 >>
            endobj
            3 0 obj
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>
            endobj
            trailer
            << /Root 1 0 R >>
            %%EOF
            """;

    @TempDir
    Path folder;

    private WebApi api;

    @BeforeEach
    void start() {
        api = new WebApi(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void makesChangesAndDeletesDatasets() throws Exception {
        api.play("web-datasets");
    }

    @Test
    void showsAndChangesDocuments() throws Exception {
        api.server.keep("dataset", api.stores.dataset("depot").id().value());
        api.play("web-documents");
    }

    @Test
    void cancelsOnlyWhatIsRunning() throws Exception {
        Dataset dataset = api.stores.dataset("depot");
        Document document = api.stores.document(dataset, "a.txt");
        api.server.keep("document", document.id().value());
        Scenario cancel = Scenario.of("§11 cancels", "POST /v1/document/run")
                .header("Authorization", "{{login}}")
                .json("{'doc_ids':['{{document}}'],'run':'2'}");
        api.server.play(cancel.answers(
                "{'code':102,'message':'Cannot cancel a task that is not in RUNNING status','data':null}"));
        api.stores.start(document);
        api.server.play(cancel.answers("{'code':0,'message':'success','data':true}"));
        assertThat(api.stores
                        .documents
                        .find(api.tenant, document.id())
                        .orElseThrow()
                        .run())
                .hasToString("CANCEL");
    }

    @Test
    void countsAndChangesMetadata() throws Exception {
        api.server.keep("dataset", api.stores.dataset("depot").id().value());
        api.play("web-metadata");
    }

    @Test
    void showsPicturesToTheirOwner() throws Exception {
        Dataset dataset = api.stores.dataset("depot");
        Document document = api.stores.document(dataset, "a.txt");
        api.stores.db.inTransaction(
                Lane.BROWSE,
                sql -> sql.update(table("document"))
                        .set(field("thumbnail", String.class), "data:image/png;base64,QUJD")
                        .execute());
        api.server.keep("picture", dataset.id() + "-" + document.id());
        Scenario image = Scenario.of("§11 image", "GET /v1/document/image/{{picture}}");
        HttpResponse<String> picture =
                api.server.play(image.header("Authorization", "{{login}}").answersText(200, "ABC"));
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        api.server.play(
                image.answers("{'code':401,'message':'<Unauthorized \\u0027401: Unauthorized\\u0027>','data':null}"));
    }

    @Test
    void showsPagesToTheirOwner() throws Exception {
        Stores others = new Stores(api.stores.db, new TenantId(Ids.next()));
        Document strange = others.document(others.dataset("elsewhere"), "a.pdf");
        api.server.keep("strange", strange.id().value());
        api.server.keep("dataset", api.stores.dataset("depot").id().value());
        String form = "--edge\r\nContent-Disposition: form-data; name=\"kb_id\"\r\n\r\n{{dataset}}\r\n--edge\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n" + PDF
                + "\r\n--edge--\r\n";
        api.server.play(Scenario.of("upload", "POST /v1/document/upload")
                .header("Authorization", "{{login}}")
                .sends("multipart/form-data; boundary=edge", form)
                .answers("{'code':0,'message':'success','data':[{'...':''}]}")
                .keep("pdf", "/data/0/id"));
        api.play("web-pages");
        for (String request : List.of(
                "GET /v1/document/page/{{pdf}}/1",
                "GET /api/v1/datasets/{{dataset}}/documents/{{pdf}}/pages/1?width=300")) {
            String token = request.contains("/api/") ? "Bearer {{key}}" : "{{login}}";
            HttpResponse<String> page =
                    api.server.send(Scenario.of("own", request).header("Authorization", token));
            assertThat(page.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(page.headers().firstValue("X-Freshet-Pages")).contains("1");
            assertThat(page.headers().firstValue("X-Freshet-Page-Size")).contains("300.0x200.0");
            assertThat(page.headers().firstValue("Cache-Control")).contains("private, max-age=3600");
        }
    }

    @Test
    void showsAndChangesChunks() throws Exception {
        api.server.keep("dataset", api.stores.dataset("depot").id().value());
        api.play("web-chunks");
    }

    @Test
    void servesProgramsOfTheOlderApi() throws Exception {
        api.server.keep("dataset", api.stores.dataset("depot").id().value());
        api.play("legacy-documents");
        api.server.play(Scenario.of("§13 the key must name an assistant", "POST /v1/api/document/infos")
                .header("Authorization", "Bearer {{key}}")
                .json("{'doc_ids':[]}")
                .answers("{'code':109,'message':'Authentication error: API key is invalid!\\\"','data':false}"));
    }

    @Test
    void keepsSearches() throws Exception {
        api.play("web-searches");
    }
}
