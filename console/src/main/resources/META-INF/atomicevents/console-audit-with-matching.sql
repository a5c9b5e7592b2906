-- Applied once, to a table of before there were actions on a filter: its rows are about one entry each.
ALTER TABLE console_audit ADD COLUMN matching varchar(1500) NOT NULL DEFAULT '';

ALTER TABLE console_audit ALTER COLUMN matching DROP DEFAULT;
