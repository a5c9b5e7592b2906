-- Always empty: each row is deleted in the transaction that inserts it. What counts is its trace in the write-ahead log.
CREATE TABLE IF NOT EXISTS outbox_log (
    seq             bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id        varchar(100) NOT NULL,
    source          text         NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamptz  NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            bytea        NOT NULL,
    extensions      text[]
) WITH (
    -- Nothing but dead rows. Clean by count, not by share of the table.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000
);

-- Events that the broker refused for the last time, and, without parked_at, later ones of their subjects. A row that is unreadable
-- is no event: its data is what was found in the log.
CREATE TABLE IF NOT EXISTS tailing_parked (
    seq             bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    strategy        varchar(100) NOT NULL,
    event_id        varchar(100) NOT NULL,
    source          text         NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamptz  NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            bytea        NOT NULL,
    extensions      text[],
    attempts        integer      NOT NULL DEFAULT 0,
    parked_at       timestamptz,
    last_error      varchar(1000),
    unreadable      boolean      NOT NULL DEFAULT false
);

-- For the table that an earlier release made.
ALTER TABLE tailing_parked ADD COLUMN IF NOT EXISTS unreadable boolean NOT NULL DEFAULT false;

-- Serves the reader, which may come to the same place in the log twice.
CREATE UNIQUE INDEX IF NOT EXISTS tailing_parked_once ON tailing_parked (strategy, event_id, source);

-- Serves the reader: which subjects stand still.
CREATE INDEX IF NOT EXISTS tailing_parked_subject ON tailing_parked (strategy, subject, seq);

-- One row for each replication slot that was made. A row without its slot means that events were lost.
CREATE TABLE IF NOT EXISTS tailing_reader (
    strategy    varchar(100) PRIMARY KEY,
    slot        varchar(63)  NOT NULL,
    publication varchar(63)  NOT NULL,
    epoch       bigint       NOT NULL DEFAULT 0,
    owner       varchar(200),
    since       timestamptz
);
