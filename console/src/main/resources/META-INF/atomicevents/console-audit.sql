CREATE TABLE IF NOT EXISTS console_audit (
    seq      bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamp with time zone NOT NULL,
    who      varchar(200) NOT NULL,
    action   varchar(20)  NOT NULL,
    source   varchar(500) NOT NULL,
    event_id varchar(100) NOT NULL,
    matching varchar(1500) NOT NULL,
    outcome  varchar(300) NOT NULL
);

-- Serves the retention.
CREATE INDEX IF NOT EXISTS console_audit_at ON console_audit (at);
