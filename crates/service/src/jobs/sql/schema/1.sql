-- Jobs, their items, their outputs, and the keys of requests. Written for PostgreSQL; `spell` says
-- what SQLite calls the same. Times are milliseconds since 1970.

CREATE TABLE jobs (
    id TEXT COLLATE "C" PRIMARY KEY,
    tenant TEXT NOT NULL,
    created BIGINT NOT NULL,
    -- The revision of the item that came to its end last.
    revision BIGINT NOT NULL DEFAULT 0,
    -- How many items are not at their end.
    unended BIGINT NOT NULL CHECK (unended >= 0),
    -- When the last of them came to its end.
    ended BIGINT
);

CREATE INDEX jobs_ended ON jobs (ended, id) WHERE ended IS NOT NULL;

CREATE TABLE items (
    -- Never given twice: a claim of a forgotten item must not fit another.
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job TEXT COLLATE "C" NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    work TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('queued', 'running', 'done', 'refused', 'given-up', 'cancelled')),
    attempt BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0,
    -- From when it may be claimed.
    due BIGINT NOT NULL,
    -- Until when a claim holds.
    lease BIGINT,
    reason TEXT,
    findings TEXT,
    problem TEXT,
    -- JSON of the documents.
    outputs TEXT,
    -- The place of its end among the ends of the job's items.
    revision BIGINT,
    UNIQUE (job, number),
    CHECK ((state = 'running') = (lease IS NOT NULL)),
    CHECK ((state IN ('queued', 'running')) = (revision IS NULL))
);

-- What a claim reads: each in the order it is taken, and nothing else in them.
CREATE INDEX items_fresh ON items (due, id) WHERE state = 'queued' AND failures = 0;
CREATE INDEX items_failed ON items (due, id) WHERE state = 'queued' AND failures > 0;
CREATE INDEX items_leased ON items (lease, id) WHERE state = 'running';
-- What those who ask read.
CREATE INDEX items_counted ON items (job, state);
CREATE INDEX items_ended ON items (job, revision) WHERE revision IS NOT NULL;

CREATE TABLE outputs (
    tenant TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    item BIGINT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (tenant, sha256, item)
);

CREATE INDEX outputs_item ON outputs (item);

CREATE TABLE keys (
    tenant TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    -- Until when whoever began has time to answer.
    lease BIGINT NOT NULL,
    -- From when it counts as old.
    kept BIGINT NOT NULL,
    status BIGINT,
    headers TEXT,
    body TEXT,
    PRIMARY KEY (tenant, key)
);

CREATE INDEX keys_kept ON keys (kept);
CREATE INDEX keys_body ON keys (body) WHERE body IS NOT NULL;
