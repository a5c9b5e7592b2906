-- The triggers of the application that the contract of outbox-trigger is held against.
CREATE TABLE IF NOT EXISTS contract_change (
    event_id        varchar(100) PRIMARY KEY,
    source          text  NOT NULL,
    type            text  NOT NULL,
    subject         text  NOT NULL,
    datacontenttype text  NOT NULL,
    data            bytea NOT NULL
);

CREATE OR REPLACE FUNCTION contract_announce() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM atomicevents_append('${atomicevents.application}', 'outbox-trigger', NEW.event_id, NEW.source, NEW.type,
        NEW.subject, NEW.datacontenttype, NEW.data);
    RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER contract_announce AFTER INSERT ON contract_change
    FOR EACH ROW EXECUTE FUNCTION contract_announce();
