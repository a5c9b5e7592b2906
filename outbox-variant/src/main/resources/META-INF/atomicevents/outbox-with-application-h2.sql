-- As outbox-with-application-postgresql.sql.
DROP INDEX IF EXISTS outbox_holding;

DROP INDEX IF EXISTS outbox_parked;

DROP TABLE IF EXISTS outbox_relay;

ALTER TABLE outbox DROP PRIMARY KEY;

ALTER TABLE outbox ADD COLUMN application varchar(100) DEFAULT '' NOT NULL;

ALTER TABLE outbox ADD PRIMARY KEY (application, strategy, seq);
