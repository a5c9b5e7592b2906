-- Append-only. id is the order of the inserts; position is given once, after the commit, so that readers miss nothing.
CREATE TABLE IF NOT EXISTS event_store (
    id              bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    position        bigint       UNIQUE,
    stream          varchar(200) NOT NULL,
    version         bigint       NOT NULL,
    event_id        varchar(100) NOT NULL,
    source          text         NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamptz  NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            bytea        NOT NULL,
    extensions      text[],
    UNIQUE (stream, version),
    UNIQUE (event_id, source)
);

-- Serves the sequencer: only what was committed a moment ago is in it.
CREATE INDEX IF NOT EXISTS event_store_unsequenced ON event_store (id) WHERE position IS NULL;

-- Serves the relay when it catches up with a subject that was held.
CREATE INDEX IF NOT EXISTS event_store_subject ON event_store (subject, position);

-- One row: its lock makes one sequencer work at a time.
CREATE TABLE IF NOT EXISTS event_sequence (
    id   integer PRIMARY KEY,
    last bigint  NOT NULL
);

INSERT INTO event_sequence (id, last) VALUES (1, 0) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS event_snapshot (
    stream       varchar(200) NOT NULL,
    fold         varchar(100) NOT NULL,
    fold_version integer      NOT NULL,
    version      bigint       NOT NULL,
    state        bytea        NOT NULL,
    taken_at     timestamptz  NOT NULL,
    PRIMARY KEY (stream, fold)
);

-- One row: the position up to which events were sent; its lock and lease make one relay send at a time, its epoch fences them.
CREATE TABLE IF NOT EXISTS event_relay (
    id            integer PRIMARY KEY,
    checkpoint    bigint  NOT NULL,
    epoch         bigint  NOT NULL,
    claimed_by    varchar(100),
    claimed_until timestamptz
);

INSERT INTO event_relay (id, checkpoint, epoch) VALUES (1, 0, 0) ON CONFLICT DO NOTHING;

-- Subjects that wait since the event at position was refused.
CREATE TABLE IF NOT EXISTS event_held (
    subject         varchar(200) PRIMARY KEY,
    position        bigint       NOT NULL,
    attempts        integer      NOT NULL,
    next_attempt_at timestamptz  NOT NULL,
    parked_at       timestamptz,
    last_error      varchar(1000)
);

-- Serves the relay: what is to be tried again now.
CREATE INDEX IF NOT EXISTS event_held_due ON event_held (next_attempt_at) WHERE parked_at IS NULL;

CREATE TABLE IF NOT EXISTS projection (
    name       varchar(100) NOT NULL,
    generation bigint       NOT NULL,
    version    integer      NOT NULL,
    status     varchar(10)  NOT NULL CHECK (status IN ('building', 'live', 'retired')),
    checkpoint bigint       NOT NULL,
    stopped_at timestamptz,
    last_error varchar(1000),
    PRIMARY KEY (name, generation)
);

-- Readers find exactly one generation, or none.
CREATE UNIQUE INDEX IF NOT EXISTS projection_live ON projection (name) WHERE status = 'live';

-- Streams of which a generation applies nothing more since the event at position, which it cannot apply.
CREATE TABLE IF NOT EXISTS projection_held (
    name       varchar(100) NOT NULL,
    generation bigint       NOT NULL,
    stream     varchar(200) NOT NULL,
    position   bigint       NOT NULL,
    held_at    timestamptz  NOT NULL,
    last_error varchar(1000) NOT NULL,
    PRIMARY KEY (name, generation, stream)
);
