-- The committed transactions, written by the transaction manager's commit-markable resource, which defines the names.
-- The primary key serves its look-ups and deletes, which are by xid.
CREATE TABLE IF NOT EXISTS xids (
    xid BYTEA NOT NULL PRIMARY KEY,
    transactionManagerID VARCHAR(64),
    actionuid BYTEA
);
