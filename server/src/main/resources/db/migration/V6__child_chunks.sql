-- Children are parts of a parent, which is what an answer is made of. The parent has no row of its own: its text is that
-- of its children in their order, each behind its parent_lead, so that it changes with them.
ALTER TABLE chunk ADD COLUMN parent_id VARCHAR(32);
ALTER TABLE chunk ADD COLUMN parent_lead ${text};
CREATE INDEX chunk_parent ON chunk (parent_id, document_id, generation);
