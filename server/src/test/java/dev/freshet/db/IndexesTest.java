package dev.freshet.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which index SQLite takes for what is asked most: one that names the rows, never one that leads to all rows of a
/// tenant. It keeps no statistics here, so the choice is the same whatever the tables hold.
class IndexesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            message     | tenant_id = ? AND session_id = ?                        | tenant_id=? AND session_id=?
            message     | tenant_id = ? AND session_id IN (?, ?)                  | tenant_id=? AND session_id=?
            message     | tenant_id = ? AND session_id = ? AND message_id = ?     | tenant_id=? AND session_id=?
            answer      | tenant_id = ? AND session_id = ? AND state <> 'running' | tenant_id=? AND session_id=?
            answer      | tenant_id = ? AND session_id = ? AND message_id = ?     | tenant_id=? AND session_id=?
            answer      | tenant_id = ? AND id = ? AND state = 'running'          | id=?
            session     | tenant_id = ? AND assistant_id = ? ORDER BY created_at  | tenant_id=? AND assistant_id=?
            session     | tenant_id = ? AND assistant_id = ? ORDER BY updated_at  | assistant_id=?
            session     | tenant_id = ? AND id = ?                                | tenant_id=? AND id=?
            document    | tenant_id = ? AND dataset_id = ? ORDER BY created_at    | tenant_id=? AND dataset_id=?
            document    | tenant_id = ? AND dataset_id = ?                        | tenant_id=? AND dataset_id=?
            document    | tenant_id = ? AND id = ?                                | id=?
            chunk       | dataset_id = ? AND document_id = ?                      | dataset_id=? AND document_id=?
            chunk       | document_id = ? AND generation = ? ORDER BY position    | document_id=? AND generation=?
            stored_file | tenant_id = ? AND parent_id = ?                         | tenant_id=? AND parent_id=?
            """)
    void leadsToTheRowsAskedFor(String table, String condition, String way) {
        try (Db db = TestDatabases.sqlite(folder)) {
            String statement = "EXPLAIN QUERY PLAN SELECT * FROM " + table + " WHERE " + condition.replace("?", "'x'");
            String plan = db.query(
                    Lane.BROWSE,
                    sql -> sql.fetch(statement)
                            .getValues("detail", String.class)
                            .toString());
            assertThat(plan).contains("(" + way + ")").doesNotContain("SCAN");
        }
    }
}
