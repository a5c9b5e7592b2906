CREATE TABLE IF NOT EXISTS outbox (
    seq             bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
    last_error      varchar(1000)
) WITH (
    -- A queue: nearly every row dies soon. Clean by count, not by share of the table.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 20000
);

-- Serves the head-of-line rule of the claim: only the few entries that can hold their subject are in it.
CREATE INDEX IF NOT EXISTS outbox_holding ON outbox (subject)
    WHERE claimed_by IS NOT NULL OR parked_at IS NOT NULL OR attempts > 0;

-- Serves the operator: list, replay, discard.
CREATE INDEX IF NOT EXISTS outbox_parked ON outbox (parked_at, seq) WHERE parked_at IS NOT NULL;

-- One row: its lock makes one relay claim at a time, its epoch fences claims.
CREATE TABLE IF NOT EXISTS outbox_relay (
    id    integer PRIMARY KEY,
    epoch bigint  NOT NULL
);

INSERT INTO outbox_relay (id, epoch) VALUES (1, 0) ON CONFLICT DO NOTHING;
