-- Keys are VARCHAR(n), moments BIGINT epoch milliseconds, flags SMALLINT, so that one text serves every database.
-- ${text} and ${blob} are the database's types for long text and bytes. Names that must not clash carry a *_key
-- column, folded in Java, since databases disagree about the case of letters beyond ASCII.

CREATE TABLE tenant (
  id                   VARCHAR(32)  NOT NULL PRIMARY KEY,
  name                 VARCHAR(255) NOT NULL,
  chat_model           VARCHAR(255) NOT NULL,
  embedding_model      VARCHAR(255) NOT NULL,
  rerank_model         VARCHAR(255) NOT NULL,
  speech_to_text_model VARCHAR(255) NOT NULL,
  image_to_text_model  VARCHAR(255) NOT NULL,
  speech_model         VARCHAR(255) NOT NULL,
  created_at           BIGINT       NOT NULL,
  updated_at           BIGINT       NOT NULL
);

CREATE TABLE account (
  id            VARCHAR(32)  NOT NULL PRIMARY KEY,
  email         VARCHAR(255) NOT NULL,
  email_key     VARCHAR(255) NOT NULL,
  nickname      VARCHAR(255) NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  login_hash    VARCHAR(64)  NOT NULL,
  avatar        ${text}      NOT NULL,
  language      VARCHAR(32)  NOT NULL,
  color_schema  VARCHAR(32)  NOT NULL,
  timezone      VARCHAR(64)  NOT NULL,
  active        SMALLINT     NOT NULL,
  superuser     SMALLINT     NOT NULL,
  last_login_at BIGINT       NOT NULL,
  created_at    BIGINT       NOT NULL,
  updated_at    BIGINT       NOT NULL,
  CONSTRAINT account_email UNIQUE (email_key)
);
CREATE INDEX account_login ON account (login_hash);

CREATE TABLE tenant_member (
  tenant_id  VARCHAR(32) NOT NULL,
  account_id VARCHAR(32) NOT NULL,
  role       VARCHAR(16) NOT NULL,
  created_at BIGINT      NOT NULL,
  PRIMARY KEY (tenant_id, account_id)
);

-- Keys are looked up by their hash and shown again from their sealed form.
CREATE TABLE api_key (
  token_hash   VARCHAR(64) NOT NULL PRIMARY KEY,
  tenant_id    VARCHAR(32) NOT NULL,
  token_sealed ${text}     NOT NULL,
  beta_hash    VARCHAR(64) NOT NULL,
  beta_sealed  ${text}     NOT NULL,
  assistant_id VARCHAR(32),
  source       VARCHAR(16),
  created_at   BIGINT      NOT NULL
);
CREATE INDEX api_key_beta ON api_key (beta_hash);
CREATE INDEX api_key_tenant ON api_key (tenant_id, created_at);

-- Signs in whoever opens the link first.
CREATE TABLE sign_in_link (
  token_hash VARCHAR(64) NOT NULL PRIMARY KEY,
  account_id VARCHAR(32) NOT NULL,
  expires_at BIGINT      NOT NULL
);

CREATE TABLE tenant_model (
  tenant_id   VARCHAR(32)  NOT NULL,
  factory     VARCHAR(64)  NOT NULL,
  name        VARCHAR(255) NOT NULL,
  type        VARCHAR(16)  NOT NULL,
  api_base    VARCHAR(512) NOT NULL,
  key_sealed  ${text}      NOT NULL,
  max_tokens  INTEGER      NOT NULL,
  used_tokens BIGINT       NOT NULL,
  enabled     SMALLINT     NOT NULL,
  created_at  BIGINT       NOT NULL,
  updated_at  BIGINT       NOT NULL,
  PRIMARY KEY (tenant_id, factory, name, type)
);

CREATE TABLE dataset (
  id                       VARCHAR(32)      NOT NULL PRIMARY KEY,
  tenant_id                VARCHAR(32)      NOT NULL,
  created_by               VARCHAR(32)      NOT NULL,
  name                     VARCHAR(255)     NOT NULL,
  name_key                 VARCHAR(512)     NOT NULL,
  avatar                   ${text},
  description              ${text},
  language                 VARCHAR(32)      NOT NULL,
  embedding_model          VARCHAR(255)     NOT NULL,
  permission               VARCHAR(16)      NOT NULL,
  chunk_method             VARCHAR(32)      NOT NULL,
  parser_config            ${text}          NOT NULL,
  document_count           INTEGER          NOT NULL,
  chunk_count              INTEGER          NOT NULL,
  token_count              BIGINT           NOT NULL,
  similarity_threshold     DOUBLE PRECISION NOT NULL,
  vector_similarity_weight DOUBLE PRECISION NOT NULL,
  pagerank                 INTEGER          NOT NULL,
  pipeline_id              VARCHAR(32),
  created_at               BIGINT           NOT NULL,
  updated_at               BIGINT           NOT NULL,
  CONSTRAINT dataset_name UNIQUE (tenant_id, name_key)
);
CREATE INDEX dataset_created ON dataset (tenant_id, created_at);
CREATE INDEX dataset_updated ON dataset (tenant_id, updated_at);

-- generation is the published one; chunks of other generations are invisible. 0 means none was published.
CREATE TABLE document (
  id               VARCHAR(32)      NOT NULL PRIMARY KEY,
  tenant_id        VARCHAR(32)      NOT NULL,
  dataset_id       VARCHAR(32)      NOT NULL,
  created_by       VARCHAR(32)      NOT NULL,
  name             VARCHAR(255)     NOT NULL,
  name_key         VARCHAR(512)     NOT NULL,
  location         VARCHAR(512)     NOT NULL,
  size             BIGINT           NOT NULL,
  content_hash     VARCHAR(64)      NOT NULL,
  type             VARCHAR(16)      NOT NULL,
  suffix           VARCHAR(32)      NOT NULL,
  source_type      VARCHAR(32)      NOT NULL,
  thumbnail        ${text},
  chunk_method     VARCHAR(32)      NOT NULL,
  parser_config    ${text}          NOT NULL,
  pipeline_id      VARCHAR(32),
  metadata         ${text}          NOT NULL,
  title_tokens     ${text}          NOT NULL,
  generation       INTEGER          NOT NULL,
  chunk_count      INTEGER          NOT NULL,
  token_count      INTEGER          NOT NULL,
  run              VARCHAR(16)      NOT NULL,
  progress         DOUBLE PRECISION NOT NULL,
  progress_message ${text}          NOT NULL,
  process_begin_at BIGINT,
  process_duration DOUBLE PRECISION NOT NULL,
  enabled          SMALLINT         NOT NULL,
  created_at       BIGINT           NOT NULL,
  updated_at       BIGINT           NOT NULL,
  CONSTRAINT document_name UNIQUE (dataset_id, name_key)
);
CREATE INDEX document_created ON document (dataset_id, created_at);
CREATE INDEX document_updated ON document (dataset_id, updated_at);
CREATE INDEX document_tenant ON document (tenant_id);

-- id is a hash of content and document, so equal ids of one document have equal content in every generation.
CREATE TABLE chunk (
  document_id VARCHAR(32) NOT NULL,
  generation  INTEGER     NOT NULL,
  id          VARCHAR(32) NOT NULL,
  tenant_id   VARCHAR(32) NOT NULL,
  dataset_id  VARCHAR(32) NOT NULL,
  position    INTEGER     NOT NULL,
  page        INTEGER     NOT NULL,
  top         INTEGER     NOT NULL,
  content     ${text}     NOT NULL,
  tokens      ${text}     NOT NULL,
  vector      ${blob},
  keywords    ${text}     NOT NULL,
  questions   ${text}     NOT NULL,
  boxes       ${text}     NOT NULL,
  image_id    VARCHAR(128) NOT NULL,
  token_count INTEGER     NOT NULL,
  available   SMALLINT    NOT NULL,
  created_at  BIGINT      NOT NULL,
  updated_at  BIGINT      NOT NULL,
  PRIMARY KEY (document_id, generation, id)
);
CREATE INDEX chunk_order ON chunk (document_id, generation, position);
CREATE INDEX chunk_dataset ON chunk (dataset_id);

-- What the index has yet to learn: a chunk, a document, or a dataset as a whole. Rows go when the index has committed.
CREATE TABLE index_change (
  id          BIGINT      NOT NULL PRIMARY KEY,
  dataset_id  VARCHAR(32) NOT NULL,
  document_id VARCHAR(32),
  chunk_id    VARCHAR(32)
);

CREATE TABLE job (
  id          VARCHAR(32) NOT NULL PRIMARY KEY,
  tenant_id   VARCHAR(32) NOT NULL,
  dataset_id  VARCHAR(32) NOT NULL,
  document_id VARCHAR(32) NOT NULL,
  generation  INTEGER     NOT NULL,
  state       VARCHAR(16) NOT NULL,
  step        VARCHAR(16) NOT NULL,
  lease_owner VARCHAR(64),
  lease_until BIGINT      NOT NULL,
  fence       BIGINT      NOT NULL,
  attempts    INTEGER     NOT NULL,
  created_at  BIGINT      NOT NULL,
  updated_at  BIGINT      NOT NULL
);
CREATE INDEX job_queue ON job (state, created_at);
CREATE INDEX job_document ON job (document_id, created_at);
CREATE INDEX job_dataset ON job (dataset_id);

CREATE TABLE assistant (
  id                       VARCHAR(32)      NOT NULL PRIMARY KEY,
  tenant_id                VARCHAR(32)      NOT NULL,
  name                     VARCHAR(255)     NOT NULL,
  name_key                 VARCHAR(512)     NOT NULL,
  description              ${text}          NOT NULL,
  avatar                   ${text}          NOT NULL,
  language                 VARCHAR(32)      NOT NULL,
  model                    VARCHAR(255)     NOT NULL,
  generation_settings      ${text}          NOT NULL,
  prompt                   ${text}          NOT NULL,
  metadata_filter          ${text}          NOT NULL,
  datasets                 ${text}          NOT NULL,
  rerank_model             VARCHAR(255)     NOT NULL,
  similarity_threshold     DOUBLE PRECISION NOT NULL,
  vector_similarity_weight DOUBLE PRECISION NOT NULL,
  top_n                    INTEGER          NOT NULL,
  top_k                    INTEGER          NOT NULL,
  active                   SMALLINT         NOT NULL,
  created_at               BIGINT           NOT NULL,
  updated_at               BIGINT           NOT NULL
);
CREATE INDEX assistant_created ON assistant (tenant_id, created_at);
CREATE INDEX assistant_name ON assistant (tenant_id, name_key);

-- kind tells who made the session: api, web or widget. The counters serve the statistics of widgets and legacy keys.
CREATE TABLE session (
  id           VARCHAR(64)      NOT NULL PRIMARY KEY,
  tenant_id    VARCHAR(32)      NOT NULL,
  assistant_id VARCHAR(32)      NOT NULL,
  kind         VARCHAR(16)      NOT NULL,
  name         VARCHAR(255)     NOT NULL,
  user_id      VARCHAR(255)     NOT NULL,
  rounds       INTEGER          NOT NULL,
  tokens       BIGINT           NOT NULL,
  duration     DOUBLE PRECISION NOT NULL,
  thumb_up     INTEGER          NOT NULL,
  created_at   BIGINT           NOT NULL,
  updated_at   BIGINT           NOT NULL
);
CREATE INDEX session_created ON session (assistant_id, created_at);
CREATE INDEX session_updated ON session (assistant_id, updated_at);
CREATE INDEX session_tenant ON session (tenant_id);

-- What people said, prologues, and what clients put in the assistant's mouth. Real answers are rows of answer.
CREATE TABLE message (
  session_id VARCHAR(64) NOT NULL,
  position   BIGINT      NOT NULL,
  tenant_id  VARCHAR(32) NOT NULL,
  message_id VARCHAR(64) NOT NULL,
  role       VARCHAR(16) NOT NULL,
  content    ${text}     NOT NULL,
  attributes ${text}     NOT NULL,
  created_at BIGINT      NOT NULL,
  PRIMARY KEY (session_id, position)
);
CREATE INDEX message_tenant ON message (tenant_id);

-- An answer shares position and message_id with its question. Without a session it is kept until expires_at.
CREATE TABLE answer (
  id                VARCHAR(32)      NOT NULL PRIMARY KEY,
  tenant_id         VARCHAR(32)      NOT NULL,
  assistant_id      VARCHAR(32),
  session_id        VARCHAR(64),
  position          BIGINT           NOT NULL,
  message_id        VARCHAR(64)      NOT NULL,
  state             VARCHAR(16)      NOT NULL,
  model             VARCHAR(255)     NOT NULL,
  content           ${text}          NOT NULL,
  thinking          ${text}          NOT NULL,
  citations         ${text}          NOT NULL,
  prompt            ${text}          NOT NULL,
  error             ${text}          NOT NULL,
  prompt_tokens     INTEGER          NOT NULL,
  completion_tokens INTEGER          NOT NULL,
  thumb             SMALLINT,
  feedback          ${text}          NOT NULL,
  created_at        BIGINT           NOT NULL,
  finished_at       BIGINT,
  expires_at        BIGINT
);
CREATE INDEX answer_session ON answer (session_id, position);
CREATE INDEX answer_state ON answer (state);
CREATE INDEX answer_expiry ON answer (expires_at);
CREATE INDEX answer_tenant ON answer (tenant_id);
