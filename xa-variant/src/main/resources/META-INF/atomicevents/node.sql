-- The transaction log of each node identifier; see NodeRegistry. One row per server, found by its primary key.
CREATE TABLE IF NOT EXISTS atomicevents_node (
    node VARCHAR(23) NOT NULL PRIMARY KEY,
    store VARCHAR(36) NOT NULL,
    registered_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP
);
