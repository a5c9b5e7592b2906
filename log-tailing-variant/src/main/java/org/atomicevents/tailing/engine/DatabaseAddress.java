package org.atomicevents.tailing.engine;

import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of the database whose log is read, and the user who reads it. Immutable.
 *
 * @param url as in {@code jdbc:postgresql://host:port/database}, for one host
 */
public record DatabaseAddress(String url, String user, String password) {

    /** @throws IllegalArgumentException if the URL is not of one PostgreSQL server */
    public DatabaseAddress {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null || PGProperty.PG_HOST.getOrDefault(parts).contains(",")) {
            throw new IllegalArgumentException("atomicevents.tailing.database-url = " + url
                    + " has to be jdbc:postgresql://host:port/database of the one server whose log is read");
        }
    }

    /** A data source that makes a new connection for each call. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("atomicevents-tailing");
        source.setTcpKeepAlive(true);
        return source;
    }

    /** The address as properties of the engine. */
    Properties properties() {
        Properties parts = Driver.parseURL(url, new Properties());
        Properties engine = new Properties();
        engine.setProperty("database.hostname", PGProperty.PG_HOST.getOrDefault(parts));
        engine.setProperty("database.port", PGProperty.PG_PORT.getOrDefault(parts));
        engine.setProperty("database.dbname", PGProperty.PG_DBNAME.getOrDefault(parts));
        engine.setProperty("database.user", user);
        engine.setProperty("database.password", password);
        for (String name : parts.stringPropertyNames()) {
            if (!name.startsWith("PG") && !name.equals("user") && !name.equals("password")) {
                engine.setProperty("driver." + name, parts.getProperty(name));
            }
        }
        return engine;
    }
}
