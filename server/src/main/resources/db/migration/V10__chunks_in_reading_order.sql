-- A page of chunks is found by the index alone, however many are before it: a row of a chunk is some kilobytes long.
CREATE INDEX chunk_reading ON chunk (document_id, generation, position, created_at DESC, id);
DROP INDEX chunk_order;
