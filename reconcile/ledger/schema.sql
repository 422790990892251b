-- A ledger: every statement in every version, what was read from it, and who saw it when.
-- Times are ISO 8601. Look at the views `statements`, `claims`, `findings` and `edits` first.

CREATE TABLE run (                      -- one command that wrote here
    key INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    origin TEXT NOT NULL,               -- the files or channels it read
    started TEXT NOT NULL,
    finished TEXT,                      -- null: it broke off
    extractor TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    edited INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE statement (                -- one published text, whatever its version
    id TEXT PRIMARY KEY,
    current INTEGER                     -- its latest version
) WITHOUT ROWID;

CREATE TABLE version (                  -- the text as it was at one time
    key INTEGER PRIMARY KEY,
    statement TEXT NOT NULL REFERENCES statement(id),
    number INTEGER NOT NULL,            -- 1, 2, 3 … in the order in which they were seen
    hash TEXT NOT NULL,                 -- of everything from source to text
    source TEXT NOT NULL,
    published TEXT,
    lang TEXT,
    title TEXT,
    url TEXT,
    restates TEXT,
    text TEXT NOT NULL,
    change TEXT,                        -- from the version before: figures, wording, details (not the text); null: the first
    is_marked_edited INTEGER NOT NULL DEFAULT 0,  -- the page said so
    reading INTEGER,                    -- what was last read from it
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run(key),
    UNIQUE (statement, hash)
);

CREATE TABLE reading (                  -- one extraction of one version; extractors that read the same share it
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version(key),
    extractor_first TEXT NOT NULL,
    extractor_last TEXT NOT NULL,
    first_read TEXT NOT NULL,
    last_read TEXT NOT NULL
);
CREATE INDEX reading_of_version ON reading(version);

CREATE TABLE claim (
    reading INTEGER NOT NULL REFERENCES reading(key),
    number INTEGER NOT NULL,
    metric TEXT NOT NULL,
    weapon TEXT NOT NULL,
    model TEXT,
    low,                                -- no type: a figure beyond 64 bits stays the text it was, digit for digit
    high,
    approximate INTEGER NOT NULL,
    regions TEXT NOT NULL,              -- JSON
    scope TEXT NOT NULL,
    side TEXT,
    attacker TEXT,
    period_kind TEXT,
    period_start TEXT,
    period_end TEXT,
    as_of TEXT,
    quote TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    reach TEXT NOT NULL,                -- JSON
    doubt TEXT,
    within INTEGER,
    rule TEXT NOT NULL,
    PRIMARY KEY (reading, number)
) WITHOUT ROWID;

CREATE TABLE finding (
    id TEXT PRIMARY KEY,                -- of its kind and its claims
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    attacker TEXT,
    period_start TEXT,
    period_end TEXT,
    "by" ,
    balance TEXT NOT NULL,
    claims TEXT NOT NULL,               -- JSON
    mended_by TEXT NOT NULL,            -- JSON
    explanations TEXT NOT NULL,         -- JSON
    is_current INTEGER NOT NULL,        -- the last check found it
    first_found TEXT NOT NULL,
    last_found TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE decision (                 -- what a person decided about a finding; the latest counts, none is overwritten
    key INTEGER PRIMARY KEY,
    finding TEXT NOT NULL REFERENCES finding(id),
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'dismissed', 'open')),
    note TEXT NOT NULL,
    decided TEXT NOT NULL
);

CREATE TABLE page (                     -- what a web page answered, so that it need not be sent again unchanged
    url TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT,
    lowest INTEGER,
    earlier INTEGER,
    oldest TEXT,
    fetched TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pending (                  -- a fetch that broke off: posts from `lowest` to `newest` are here
    channel TEXT PRIMARY KEY,
    newest INTEGER NOT NULL,
    lowest INTEGER NOT NULL
) WITHOUT ROWID;

-- Datasette knows by the double quotes which table this searches.
CREATE VIRTUAL TABLE words USING fts5(text, title, content="version", content_rowid="key", tokenize='unicode61 remove_diacritics 0');
CREATE VIEW statements AS
    SELECT version.statement AS id, source, published, lang, title, url, restates, text, number AS version, change,
           is_marked_edited, first_seen, last_seen
    FROM statement JOIN version ON version.key = statement.current;

CREATE VIEW claims AS
    SELECT version.statement AS statement_id, version.source, version.published, metric, weapon, model, low, high, approximate, regions, scope,
           side, attacker, period_kind, period_start, period_end, as_of, quote, start, "end", speaker, reach, doubt, reading.extractor_last AS extractor
    FROM statement
    JOIN version ON version.key = statement.current
    JOIN reading ON reading.key = version.reading
    JOIN claim ON claim.reading = reading.key;

CREATE VIEW edits AS
    SELECT after.statement AS id, after.number AS version, after.change, after.first_seen AS seen, before.text AS before, after.text AS after
    FROM version AS after JOIN version AS before ON before.statement = after.statement AND before.number = after.number - 1;

CREATE VIEW findings AS
    SELECT finding.*, verdict, note, decided
    FROM finding LEFT JOIN decision ON decision.key = (SELECT max(key) FROM decision WHERE decision.finding = finding.id)
    WHERE is_current;
