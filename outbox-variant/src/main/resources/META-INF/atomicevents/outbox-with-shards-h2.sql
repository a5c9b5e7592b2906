-- As outbox-with-shards-postgresql.sql.
DROP INDEX IF EXISTS outbox_holding;

DROP INDEX IF EXISTS outbox_parked;

DROP SEQUENCE IF EXISTS outbox_epoch;

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

INSERT INTO outbox_aside (application, strategy, shard, seq, event_id, source, type, subject, time, datacontenttype, data, extensions,
    appended_at, attempts, next_attempt_at, parked_at, last_error)
SELECT application, strategy, CAST(ORA_HASH(subject, 63) AS smallint), seq, event_id, source, type, subject, time, datacontenttype, data, extensions,
    CASE WHEN attempts = 0 THEN next_attempt_at ELSE time END, attempts,
    CASE WHEN attempts > 0 AND parked_at IS NULL THEN next_attempt_at END, parked_at, last_error
FROM outbox AS waiting
WHERE EXISTS (
    SELECT 1 FROM outbox AS first
    WHERE first.application = waiting.application AND first.strategy = waiting.strategy AND first.subject = waiting.subject
      AND (first.parked_at IS NOT NULL OR first.attempts > 0))
ON CONFLICT DO NOTHING;

DELETE FROM outbox AS moved
WHERE EXISTS (
    SELECT 1 FROM outbox_aside AS aside
    WHERE aside.application = moved.application AND aside.strategy = moved.strategy AND aside.seq = moved.seq AND aside.subject = moved.subject);

ALTER TABLE outbox ADD COLUMN IF NOT EXISTS appended_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL;

ALTER TABLE outbox ADD COLUMN IF NOT EXISTS reserved_by varchar(100);

ALTER TABLE outbox ADD COLUMN IF NOT EXISTS reserved_until timestamp(6) with time zone;

UPDATE outbox SET appended_at = next_attempt_at, reserved_until = CASE WHEN strategy = 'outbox-immediate' THEN CURRENT_TIMESTAMP END;

ALTER TABLE outbox DROP COLUMN attempts, next_attempt_at, claimed_by, claim_epoch, claimed_until, parked_at, last_error;

ALTER TABLE outbox DROP PRIMARY KEY;

ALTER TABLE outbox ADD COLUMN shard smallint GENERATED ALWAYS AS (CAST(ORA_HASH(subject, 63) AS smallint));

ALTER TABLE outbox ALTER COLUMN shard SET NOT NULL;

ALTER TABLE outbox ADD PRIMARY KEY (application, strategy, shard, seq);
