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
    appended_at     timestamp(6) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    reserved_by     varchar(100),
    reserved_until  timestamp(6) with time zone,
    shard           smallint     GENERATED ALWAYS AS (CAST(ORA_HASH(subject, 63) AS smallint)),
    PRIMARY KEY (application, strategy, shard, seq)
);

CREATE INDEX IF NOT EXISTS outbox_reserved ON outbox (application, strategy, shard, subject, seq);

CREATE TABLE IF NOT EXISTS outbox_aside (
    application     varchar(100) NOT NULL,
    strategy        varchar(40)  NOT NULL,
    shard           smallint     NOT NULL,
    seq             bigint       NOT NULL,
    event_id        varchar(100) NOT NULL,
    source          varchar      NOT NULL,
    type            varchar(200) NOT NULL,
    subject         varchar(200) NOT NULL,
    time            timestamp(6) with time zone NOT NULL,
    datacontenttype varchar(100) NOT NULL,
    data            varbinary(1048576) NOT NULL,
    extensions      varchar array,
    appended_at     timestamp(6) with time zone NOT NULL,
    attempts        integer      NOT NULL DEFAULT 0,
    next_attempt_at timestamp(6) with time zone,
    parked_at       timestamp(6) with time zone,
    last_error      varchar(1000),
    PRIMARY KEY (application, strategy, shard, subject, seq)
);

CREATE INDEX IF NOT EXISTS outbox_due ON outbox_aside (application, strategy, next_attempt_at);

CREATE INDEX IF NOT EXISTS outbox_parked ON outbox_aside (application, strategy, parked_at, seq);

CREATE TABLE IF NOT EXISTS outbox_relay (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    destination varchar(1000) NOT NULL,
    PRIMARY KEY (application, strategy)
);

CREATE TABLE IF NOT EXISTS outbox_node (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    owner       varchar(100) NOT NULL,
    until       timestamp(6) with time zone NOT NULL,
    PRIMARY KEY (application, strategy, owner)
);

CREATE TABLE IF NOT EXISTS outbox_lease (
    application varchar(100) NOT NULL,
    strategy    varchar(40)  NOT NULL,
    shard       smallint     NOT NULL,
    owner       varchar(100),
    epoch       bigint       NOT NULL DEFAULT 0,
    PRIMARY KEY (application, strategy, shard)
);
