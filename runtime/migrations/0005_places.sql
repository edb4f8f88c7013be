-- Where a deleted record stood, so that a list can still go on after it: someone turning the pages may have seen it last.
CREATE TABLE record_places (
    api        TEXT    NOT NULL,
    tenant     TEXT    NOT NULL,
    collection TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (api, tenant, collection, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER records_deleted AFTER DELETE ON records BEGIN
    INSERT OR REPLACE INTO record_places (api, tenant, collection, id, seq)
    VALUES (old.api, old.tenant, old.collection, old.id, old.seq);
END;
