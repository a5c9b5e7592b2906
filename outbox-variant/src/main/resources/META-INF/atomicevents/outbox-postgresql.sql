-- One table for all applications and all strategies of the family; every statement is about one lane: one strategy of one application.
-- An entry is inserted and deleted. It changes in two cases only: the transaction in which a trigger made it completes it, and the server
-- for which it is reserved gives it to the relay early.
CREATE TABLE IF NOT EXISTS outbox (
    application     varchar(100) NOT NULL,
    strategy        varchar(40)  NOT NULL,
    seq             bigint       GENERATED ALWAYS AS IDENTITY,
    event_id        varchar(100) NOT NULL,
    source          text         NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamptz  NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            bytea        NOT NULL,
    extensions      text[],
    appended_at     timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
    reserved_by     varchar(100),
    reserved_until  timestamptz,
    shard           smallint     GENERATED ALWAYS AS (hashtextextended(subject, 7116894) & 63) STORED,
    PRIMARY KEY (application, strategy, shard, seq)
) WITH (
    -- A queue: nearly every row dies soon. Clean by count, not by share of the table.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 20000
);

-- Serves the hand-off: what is older of a subject. All entries that were inserted as reserved are in it, and no other.
CREATE INDEX IF NOT EXISTS outbox_reserved ON outbox (application, strategy, shard, subject, seq) WHERE reserved_until IS NOT NULL;

-- The subjects that stand aside: a first entry that is put off or parked, and what waits behind it. Only the first one has a next attempt.
CREATE TABLE IF NOT EXISTS outbox_aside (
    application     varchar(100) NOT NULL,
    strategy        varchar(40)  NOT NULL,
    shard           smallint     NOT NULL,
    seq             bigint       NOT NULL,
    event_id        varchar(100) NOT NULL,
    source          text         NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamptz  NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            bytea        NOT NULL,
    extensions      text[],
    appended_at     timestamptz  NOT NULL,
    attempts        integer      NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    parked_at       timestamptz,
    last_error      varchar(1000),
    PRIMARY KEY (application, strategy, shard, subject, seq)
);

CREATE INDEX IF NOT EXISTS outbox_due ON outbox_aside (application, strategy, next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- Serves the operator: list, replay, discard.
CREATE INDEX IF NOT EXISTS outbox_parked ON outbox_aside (application, strategy, parked_at, seq) WHERE parked_at IS NOT NULL;

-- A row per lane: its destination. Its lock makes one server take shards at a time.
CREATE TABLE IF NOT EXISTS outbox_relay (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    destination varchar(1000) NOT NULL,
    PRIMARY KEY (application, strategy)
);

-- The relays that live: a lease each. One that has not renewed its own may be taken from.
CREATE TABLE IF NOT EXISTS outbox_node (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    owner       varchar(100) NOT NULL,
    until       timestamptz  NOT NULL,
    PRIMARY KEY (application, strategy, owner)
);

-- The owner of each shard, since when in epochs. Its lock makes one server at a time change what stands aside.
CREATE TABLE IF NOT EXISTS outbox_lease (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    shard       smallint     NOT NULL,
    owner       varchar(100),
    epoch       bigint       NOT NULL DEFAULT 0,
    PRIMARY KEY (application, strategy, shard)
);

-- The scripts of functions and triggers that were applied, with the version of each.
CREATE TABLE IF NOT EXISTS outbox_script (
    name       varchar(300) PRIMARY KEY,
    checksum   varchar(64)  NOT NULL,
    applied_at timestamptz  NOT NULL
);
