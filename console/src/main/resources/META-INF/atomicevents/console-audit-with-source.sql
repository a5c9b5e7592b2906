-- Applied once, to a table that knows events by their id alone: its rows keep an empty source.
ALTER TABLE console_audit ADD COLUMN source varchar(500) NOT NULL DEFAULT '';

ALTER TABLE console_audit ALTER COLUMN source DROP DEFAULT;
