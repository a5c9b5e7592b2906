-- The function that an application's triggers call. Applied as a whole when it has changed, see outbox_script.
-- Takes the subject's turn exactly as the insert of store.PostgreSqlOutboxSql does, so that seq is the order of the commits of one subject.
DROP FUNCTION IF EXISTS atomicevents_append(text, text, text, text, text, text, bytea, text[]);

CREATE OR REPLACE FUNCTION atomicevents_append(
    application text, strategy text, event_id text, source text, type text, subject text,
    datacontenttype text, data bytea, extensions text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
    place  CONSTANT bigint := hashtextextended(subject, 7116894);
    before CONSTANT text   := current_setting('lock_timeout');
    wrong  text;
BEGIN
    SELECT format('%s is %L: it needs 1 to %s characters, not all blank, none of them a control character', name, value, most)
    INTO wrong
    FROM (VALUES ('application', application, 100), ('strategy', strategy, 40), ('event_id', event_id, 100), ('source', source, 500), ('type', type, 200), ('subject', subject, 200),
            ('datacontenttype', datacontenttype, 100)) AS given (name, value, most)
    WHERE value IS NULL OR value !~ '\S' OR length(value) > most OR value ~ '[\x01-\x1f\x7f-\x9f]' OR name = 'source' AND value ~ '\s'
    LIMIT 1;
    IF wrong IS NULL AND data IS NULL THEN
        wrong := 'data is NULL: an event without data has empty data';
    ELSIF wrong IS NULL AND (cardinality(extensions) % 2 = 1 OR array_position(extensions, NULL) IS NOT NULL) THEN
        wrong := 'extensions are no pairs of name and value';
    END IF;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'atomicevents_append: %', wrong USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF NOT pg_try_advisory_xact_lock(place) THEN
        PERFORM set_config('lock_timeout', '10s', true);
        PERFORM pg_advisory_xact_lock(place);
        PERFORM set_config('lock_timeout', before, true);
    END IF;
    INSERT INTO outbox (application, strategy, event_id, source, type, subject, time, datacontenttype, data, extensions)
    VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7, $8, $9);
END
$body$;
