-- API keys by their hash: the keys themselves are nowhere in the database.
CREATE TABLE api_keys (
    id         TEXT    PRIMARY KEY,
    hash       BLOB    NOT NULL UNIQUE,
    hint       TEXT    NOT NULL,
    owner      TEXT    NOT NULL,
    org        TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    from_start INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_on TEXT,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_keys_by_owner ON api_keys (owner, created_at);
