-- The instance's own H2 file; no other process opens it.
CREATE TABLE IF NOT EXISTS intent (
    seq             bigint       PRIMARY KEY,
    transaction_id  varchar(20)  NOT NULL,
    lineage         varchar(40)  NOT NULL,
    event_id        varchar(100) NOT NULL,
    source          varchar      NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamp(6) with time zone NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            varbinary(1048576) NOT NULL,
    extensions      varchar array NOT NULL,
    written_at      timestamp(6) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    committed       boolean      NOT NULL DEFAULT FALSE,
    attempts        integer      NOT NULL DEFAULT 0,
    parked_at       timestamp(6) with time zone,
    last_error      varchar(1000)
);

-- Serves the operator: list, replay, discard.
CREATE INDEX IF NOT EXISTS intent_parked ON intent (parked_at, seq);
