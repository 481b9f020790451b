-- Files and folders beside datasets, the documents that were made of files, and searches that somebody has set up.

-- The root folder has its tenant's id and is its own parent. A file's bytes are at its location.
CREATE TABLE stored_file (
  id         VARCHAR(32)  NOT NULL PRIMARY KEY,
  tenant_id  VARCHAR(32)  NOT NULL,
  parent_id  VARCHAR(32)  NOT NULL,
  created_by VARCHAR(32)  NOT NULL,
  name       VARCHAR(255) NOT NULL,
  name_key   VARCHAR(512) NOT NULL,
  type       VARCHAR(16)  NOT NULL,
  location   VARCHAR(512) NOT NULL,
  size       BIGINT       NOT NULL,
  created_at BIGINT       NOT NULL,
  updated_at BIGINT       NOT NULL,
  CONSTRAINT stored_file_name UNIQUE (parent_id, name_key)
);
CREATE INDEX stored_file_created ON stored_file (parent_id, created_at);
CREATE INDEX stored_file_tenant ON stored_file (tenant_id);

CREATE TABLE file_link (
  id          VARCHAR(32) NOT NULL PRIMARY KEY,
  tenant_id   VARCHAR(32) NOT NULL,
  file_id     VARCHAR(32) NOT NULL,
  document_id VARCHAR(32) NOT NULL,
  dataset_id  VARCHAR(32) NOT NULL,
  created_at  BIGINT      NOT NULL
);
CREATE INDEX file_link_file ON file_link (file_id);
CREATE INDEX file_link_document ON file_link (document_id);
CREATE INDEX file_link_dataset ON file_link (dataset_id);

CREATE TABLE saved_search (
  id          VARCHAR(32)  NOT NULL PRIMARY KEY,
  tenant_id   VARCHAR(32)  NOT NULL,
  created_by  VARCHAR(32)  NOT NULL,
  name        VARCHAR(255) NOT NULL,
  name_key    VARCHAR(512) NOT NULL,
  avatar      ${text},
  description ${text},
  config      ${text}      NOT NULL,
  created_at  BIGINT       NOT NULL,
  updated_at  BIGINT       NOT NULL,
  CONSTRAINT saved_search_name UNIQUE (tenant_id, name_key)
);
CREATE INDEX saved_search_created ON saved_search (tenant_id, created_at);

-- Older clients name a chunk without its document.
CREATE INDEX chunk_by_id ON chunk (id);
