-- The catalog's events, made by its database: the same as command.ProductEvents, for the ledger's rows of outbox-trigger.
-- Applied when the strategy is deployed, which may be before the application has created its tables; META-INF/catalog.sql
-- of the catalog has the same definition.
CREATE TABLE IF NOT EXISTS ledger (command_id varchar(36) PRIMARY KEY, product_id varchar(100) NOT NULL, version bigint NOT NULL, strategy varchar(50) NOT NULL, recorded_at timestamp with time zone NOT NULL, UNIQUE (product_id, version));

CREATE OR REPLACE FUNCTION catalog_announce() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    changed record;
    data    text;
BEGIN
    SELECT * INTO STRICT changed FROM product WHERE id = NEW.product_id;
    data := format('{"commandId":%s,"productId":%s,"price":%s,"version":%s%s}',
        to_json(NEW.command_id), to_json(NEW.product_id), changed.price, NEW.version,
        CASE WHEN NEW.version = 1 THEN format(',"name":%s', to_json(changed.name)) ELSE '' END);
    PERFORM atomicevents_append('${atomicevents.application}', 'outbox-trigger', NEW.command_id, '/catalog',
        CASE WHEN NEW.version = 1 THEN 'org.atomicevents.catalog.ProductCreated'
             ELSE 'org.atomicevents.catalog.ProductPriceChanged' END,
        NEW.product_id, 'application/json', convert_to(data, 'UTF8'));
    RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER catalog_announce AFTER INSERT ON ledger
    FOR EACH ROW WHEN (NEW.strategy = 'outbox-trigger') EXECUTE FUNCTION catalog_announce();
