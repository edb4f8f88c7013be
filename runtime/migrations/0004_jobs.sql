-- Work that moves through states. `due_at` is when the next move is to be made, and null when there is none.
CREATE TABLE jobs (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL UNIQUE,
    api        TEXT    NOT NULL,
    tenant     TEXT    NOT NULL,
    plan       TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    error      TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    due_at     INTEGER
) STRICT;
CREATE INDEX jobs_by_subject ON jobs (api, tenant, plan, subject, seq);
CREATE INDEX jobs_due ON jobs (due_at) WHERE due_at IS NOT NULL;
-- At most one job at work for each subject, whatever two callers do at once.
CREATE UNIQUE INDEX jobs_at_work ON jobs (api, tenant, plan, subject) WHERE due_at IS NOT NULL;
