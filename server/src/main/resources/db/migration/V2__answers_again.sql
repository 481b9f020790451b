-- What it takes to send an answer again as it was sent. streamed is the text that flowed where content is another one
-- (citations were inserted, an error was added): ids of events count its bytes. replay and timeline are JSON.
ALTER TABLE answer ADD COLUMN streamed ${text};
ALTER TABLE answer ADD COLUMN replay ${text};
ALTER TABLE answer ADD COLUMN timeline ${text};

-- Requests that may be sent again under a name of their client's.
CREATE TABLE request_key (
  fingerprint VARCHAR(64) NOT NULL PRIMARY KEY,
  tenant_id   VARCHAR(32) NOT NULL,
  content     VARCHAR(64) NOT NULL,
  answer_id   VARCHAR(32) NOT NULL,
  expires_at  BIGINT      NOT NULL
);
CREATE INDEX request_key_expiry ON request_key (expires_at);
