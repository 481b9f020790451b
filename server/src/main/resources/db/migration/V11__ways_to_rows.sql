-- Rows are asked for by their owner and one thing more. With an index on the owner alone SQLite, which keeps no
-- statistics here, takes that one for such a question and reads everything that the tenant has.
DROP INDEX message_tenant;
CREATE INDEX message_session ON message (tenant_id, session_id, position);
DROP INDEX answer_tenant;
CREATE INDEX answer_owned ON answer (tenant_id, session_id, position);
DROP INDEX session_tenant;
CREATE INDEX session_owned ON session (tenant_id, assistant_id, created_at);
DROP INDEX document_tenant;
CREATE INDEX document_owned ON document (tenant_id, dataset_id, created_at);
DROP INDEX chunk_dataset;
CREATE INDEX chunk_dataset ON chunk (dataset_id, document_id);
DROP INDEX stored_file_tenant;
CREATE INDEX stored_file_owned ON stored_file (tenant_id, parent_id, created_at);
