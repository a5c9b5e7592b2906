-- PostgreSQL, and H2 in PostgreSQL mode.
CREATE TABLE IF NOT EXISTS inbox (
    consumer    varchar(100)             NOT NULL,
    source      varchar(500)             NOT NULL,
    event_id    varchar(100)             NOT NULL,
    received_at timestamp with time zone NOT NULL
);

-- The key. An index, not a primary key, so that a table of an older version gets it too.
CREATE UNIQUE INDEX IF NOT EXISTS inbox_identity ON inbox (consumer, source, event_id);

-- Serves the retention, oldest first.
CREATE INDEX IF NOT EXISTS inbox_received_at ON inbox (received_at);
