-- One row for each object of each collection. `seq` is what lists are ordered by: it only grows, so a page never shifts.
CREATE TABLE records (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    api        TEXT    NOT NULL,
    tenant     TEXT    NOT NULL,
    collection TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    body       TEXT    NOT NULL,
    UNIQUE (api, tenant, collection, id)
) STRICT;
CREATE INDEX records_in_order ON records (api, tenant, collection, seq);

-- What records can be found by, besides their id.
CREATE TABLE record_keys (
    seq        INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    api        TEXT    NOT NULL,
    tenant     TEXT    NOT NULL,
    collection TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    is_unique  INTEGER NOT NULL,
    PRIMARY KEY (seq, name, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_keys_by_value ON record_keys (api, tenant, collection, name, value, seq);
CREATE UNIQUE INDEX record_keys_unique ON record_keys (api, tenant, collection, name, value) WHERE is_unique = 1;

CREATE TABLE counters (
    api    TEXT    NOT NULL,
    tenant TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    value  INTEGER NOT NULL,
    PRIMARY KEY (api, tenant, name)
) STRICT, WITHOUT ROWID;
