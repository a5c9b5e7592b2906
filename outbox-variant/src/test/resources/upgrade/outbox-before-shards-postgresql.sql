-- One table for all applications and all strategies of the family; every statement is about one lane: one strategy of one application.
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
    attempts        integer      NOT NULL DEFAULT 0,
    next_attempt_at timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,
    claimed_by      varchar(100),
    claim_epoch     bigint,
    claimed_until   timestamptz,
    parked_at       timestamptz,
    last_error      varchar(1000),
    PRIMARY KEY (application, strategy, seq)
) WITH (
    -- A queue: nearly every row dies soon. Clean by count, not by share of the table.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 20000
);

-- Serves the head-of-line rule: only entries that can hold their subject are in it, that is, those that were ever claimed.
CREATE INDEX IF NOT EXISTS outbox_holding ON outbox (application, strategy, subject, seq)
    WHERE claimed_by IS NOT NULL OR parked_at IS NOT NULL OR attempts > 0;

-- Serves the operator: list, replay, discard.
CREATE INDEX IF NOT EXISTS outbox_parked ON outbox (application, strategy, parked_at, seq) WHERE parked_at IS NOT NULL;

-- A row per lane: its lock makes one relay claim at a time. Each claim has an epoch, its fence.
CREATE TABLE IF NOT EXISTS outbox_relay (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    destination varchar(1000) NOT NULL,
    PRIMARY KEY (application, strategy)
);

CREATE SEQUENCE IF NOT EXISTS outbox_epoch;

-- The scripts of functions and triggers that were applied, with the version of each.
CREATE TABLE IF NOT EXISTS outbox_script (
    name       varchar(300) PRIMARY KEY,
    checksum   varchar(64)  NOT NULL,
    applied_at timestamptz  NOT NULL
);
