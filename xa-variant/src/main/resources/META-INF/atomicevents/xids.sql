-- The rows by which the transaction manager's commit-markable resource knows what committed. The names are its own.
-- The primary key serves its look-ups and deletes, which are by xid.
CREATE TABLE IF NOT EXISTS xids (
    xid BYTEA NOT NULL PRIMARY KEY,
    transactionManagerID VARCHAR(64),
    actionuid BYTEA
);
