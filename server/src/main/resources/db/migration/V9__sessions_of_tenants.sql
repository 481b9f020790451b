-- Clients choose the ids of conversations, so that an id is one tenant's alone: what others have is nobody's business.
CREATE TABLE tenant_session (
  id           VARCHAR(64)      NOT NULL,
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
  updated_at   BIGINT           NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
INSERT INTO tenant_session
  (id, tenant_id, assistant_id, kind, name, user_id, rounds, tokens, duration, thumb_up, created_at, updated_at)
  SELECT id, tenant_id, assistant_id, kind, name, user_id, rounds, tokens, duration, thumb_up, created_at, updated_at
  FROM session;
DROP TABLE session;
ALTER TABLE tenant_session RENAME TO session;
CREATE INDEX session_created ON session (assistant_id, created_at);
CREATE INDEX session_updated ON session (assistant_id, updated_at);
CREATE INDEX session_tenant ON session (tenant_id);
