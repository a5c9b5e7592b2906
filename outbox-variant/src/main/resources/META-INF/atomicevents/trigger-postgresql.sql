-- The function that an application's triggers call. Applied as a whole when it has changed, see outbox_script.
-- Takes the subject's turn exactly as the insert of store.PostgreSqlOutboxSql does, so that seq is the order of the commits of one subject.
CREATE OR REPLACE FUNCTION atomicevents_append(
    strategy text, event_id text, source text, type text, subject text,
    datacontenttype text, data bytea, extensions text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
    place  CONSTANT bigint := hashtextextended(subject, 7116894);
    before CONSTANT text   := current_setting('lock_timeout');
BEGIN
    IF NOT pg_try_advisory_xact_lock(place) THEN
        PERFORM set_config('lock_timeout', '10s', true);
        PERFORM pg_advisory_xact_lock(place);
        PERFORM set_config('lock_timeout', before, true);
    END IF;
    INSERT INTO outbox (strategy, event_id, source, type, subject, time, datacontenttype, data, extensions)
    VALUES ($1, $2, $3, $4, $5, clock_timestamp(), $6, $7, $8);
END
$body$;
