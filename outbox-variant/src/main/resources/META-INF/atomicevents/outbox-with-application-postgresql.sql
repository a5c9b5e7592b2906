-- Tables of before there were applications. The last statement makes the difference that is looked for, so one that fails is repeated as a
-- whole. The entries get their application when a lane is installed.
DROP INDEX IF EXISTS outbox_holding;

DROP INDEX IF EXISTS outbox_parked;

DROP TABLE IF EXISTS outbox_relay;

ALTER TABLE outbox
    ADD COLUMN application varchar(100) NOT NULL DEFAULT '',
    DROP CONSTRAINT outbox_pkey,
    ADD PRIMARY KEY (application, strategy, seq);
