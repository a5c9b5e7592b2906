package org.atomicevents.xa.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;

/** A PostgreSQL of which the checks can read the name, the driver's version, and one setting. */
public final class FakePostgres {

    private FakePostgres() {}

    /** @param preparedTransactions its {@code max_prepared_transactions} */
    public static DataSource allowing(int preparedTransactions, String driver) {
        ResultSet row = proxy(ResultSet.class, (self, method, args) -> switch (method.getName()) {
            case "next" -> true;
            case "getInt" -> preparedTransactions;
            case "getString" -> Integer.toString(preparedTransactions);
            default -> null;
        });
        Statement statement =
                proxy(Statement.class, (self, method, args) -> method.getName().equals("executeQuery") ? row : null);
        DatabaseMetaData about = proxy(
                DatabaseMetaData.class,
                (self, method, args) -> method.getName().equals("getDriverVersion") ? driver : "PostgreSQL");
        Connection connection = proxy(Connection.class, (self, method, args) -> switch (method.getName()) {
            case "getMetaData" -> about;
            case "createStatement" -> statement;
            default -> null;
        });
        return proxy(DataSource.class, (self, method, args) -> connection);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
