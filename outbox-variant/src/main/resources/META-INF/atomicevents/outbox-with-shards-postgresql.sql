-- Tables of before there were shards, where an entry was claimed and put off in place. What is put off or parked, and what waits behind it,
-- moves to outbox_aside. The last statement makes the difference that is looked for, so one that fails is repeated as a whole.
DROP INDEX IF EXISTS outbox_holding;

DROP INDEX IF EXISTS outbox_parked;

DROP SEQUENCE IF EXISTS outbox_epoch;

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

INSERT INTO outbox_aside (application, strategy, shard, seq, event_id, source, type, subject, time, datacontenttype, data, extensions,
    appended_at, attempts, next_attempt_at, parked_at, last_error)
SELECT application, strategy, hashtextextended(subject, 7116894) & 63, seq, event_id, source, type, subject, time, datacontenttype, data, extensions,
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

ALTER TABLE outbox
    ADD COLUMN IF NOT EXISTS appended_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN IF NOT EXISTS reserved_by varchar(100),
    ADD COLUMN IF NOT EXISTS reserved_until timestamptz;

-- The hand-off finds older entries among those that were inserted as reserved.
UPDATE outbox SET appended_at = next_attempt_at, reserved_until = CASE WHEN strategy = 'outbox-immediate' THEN CURRENT_TIMESTAMP END;

ALTER TABLE outbox
    DROP CONSTRAINT outbox_pkey,
    DROP COLUMN attempts,
    DROP COLUMN next_attempt_at,
    DROP COLUMN claimed_by,
    DROP COLUMN claim_epoch,
    DROP COLUMN claimed_until,
    DROP COLUMN parked_at,
    DROP COLUMN last_error,
    ADD COLUMN shard smallint GENERATED ALWAYS AS (hashtextextended(subject, 7116894) & 63) STORED,
    ADD PRIMARY KEY (application, strategy, shard, seq);
