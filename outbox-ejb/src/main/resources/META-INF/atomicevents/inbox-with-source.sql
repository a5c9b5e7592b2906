-- Applied once, to a table that knows events by their id alone: its rows keep an empty source.
ALTER TABLE inbox ADD COLUMN source varchar(500) NOT NULL DEFAULT '';

ALTER TABLE inbox ALTER COLUMN source DROP DEFAULT;

ALTER TABLE inbox DROP CONSTRAINT IF EXISTS inbox_pkey;
