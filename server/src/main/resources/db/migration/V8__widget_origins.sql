-- The pages that may show an assistant's widget. An assistant without rows may be shown by all.
CREATE TABLE widget_origin (
  assistant_id VARCHAR(32)  NOT NULL,
  tenant_id    VARCHAR(32)  NOT NULL,
  position     INTEGER      NOT NULL,
  origin       VARCHAR(300) NOT NULL,
  PRIMARY KEY (assistant_id, position)
);
CREATE INDEX widget_origin_tenant ON widget_origin (tenant_id);
