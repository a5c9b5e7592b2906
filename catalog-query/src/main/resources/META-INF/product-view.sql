-- PostgreSQL, and H2 in PostgreSQL mode. One set of rows per generation of the projection "products".
CREATE TABLE IF NOT EXISTS product_view (
    generation bigint         NOT NULL,
    id         varchar(100)   NOT NULL,
    name       varchar(200)   NOT NULL,
    price      numeric(19, 2) NOT NULL,
    version    bigint         NOT NULL,
    PRIMARY KEY (generation, id)
);
