-- H2 in PostgreSQL mode: no partial indexes, otherwise as outbox-postgresql.sql.
CREATE TABLE IF NOT EXISTS outbox (
    application     varchar(100) NOT NULL,
    strategy        varchar(40)  NOT NULL,
    seq             bigint       GENERATED ALWAYS AS IDENTITY,
    event_id        varchar(100) NOT NULL,
    source          varchar      NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamp(6) with time zone NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            varbinary(1048576) NOT NULL,
    extensions      varchar array,
    attempts        integer      NOT NULL DEFAULT 0,
    next_attempt_at timestamp(6) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    claimed_by      varchar(100),
    claim_epoch     bigint,
    claimed_until   timestamp(6) with time zone,
    parked_at       timestamp(6) with time zone,
    last_error      varchar(1000),
    PRIMARY KEY (application, strategy, seq)
);

CREATE INDEX IF NOT EXISTS outbox_holding ON outbox (application, strategy, subject, seq);

CREATE INDEX IF NOT EXISTS outbox_parked ON outbox (application, strategy, parked_at, seq);

CREATE TABLE IF NOT EXISTS outbox_relay (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    destination varchar(1000) NOT NULL,
    PRIMARY KEY (application, strategy)
);

CREATE SEQUENCE IF NOT EXISTS outbox_epoch;
