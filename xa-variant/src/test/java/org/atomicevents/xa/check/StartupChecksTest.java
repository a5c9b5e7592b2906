package org.atomicevents.xa.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.sql.DataSource;
import org.atomicevents.spi.Refused;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.database.FakePostgres;
import org.atomicevents.xa.release.Releases;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each known way to lose or block transactions later is refused or warned of, with its remedy. */
class StartupChecksTest {

    private static final String SOURCE = "java:/Source";
    private static final String FACTORY = "java:/Factory";
    private static final StartupChecks.Server SERVER = server("node-a", Path.of("target"));

    private final MBeanServer model = MBeanServerFactory.newMBeanServer();
    private final DataSource database = h2("WRITE_DELAY=0");

    @TempDir
    Path store;

    @Test
    void aServerInOrderIsNeitherRefusedNorWarnedOf() {
        assertThat(checks("node-a", store).refusal()).isEmpty();
        // The checkout may lie on a file system that is warned of.
        assertThat(checks("node-a", Path.of("target")).warnings())
                .allMatch(warning -> warning.startsWith("the transaction log"));
        assertThat(checks("node-a", store).warningsOfTheModel()).isEmpty();
    }

    /** Two servers with one identifier roll back each other's transactions. */
    @Test
    void aNodeIdentifierOfAnotherTransactionLogIsRefused(@TempDir Path another) {
        assertThat(checks("node-a", store).refusal()).isEmpty();
        assertThat(checks("node-a", store).refusal().map(Refused::message))
                .as("the same server again")
                .isEmpty();
        assertThat(checks("node-b", another).refusal()).as("another identifier").isEmpty();
        assertThat(checks("node-a", another).refusal().map(Refused::message))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("'node-a'", "-Djboss.tx.node.id", "DELETE FROM atomicevents_node"));
    }

    @Test
    void theDefaultNodeIdentifierIsWarnedOf() {
        assertThat(checks("1", store).refusal()).isEmpty();
        assertThat(checks("1", store).warnings())
                .anyMatch(warning -> warning.contains("default '1'") && warning.contains("-Djboss.tx.node.id"));
    }

    @Test
    void aLogAmongTemporaryFilesIsWarnedOf() {
        assertThat(checks("node-a", Path.of(System.getProperty("java.io.tmpdir"), "log"))
                        .warnings())
                .anyMatch(warning -> warning.contains("temporary files") && warning.contains("object-store-path"));
    }

    @Test
    void h2ThatWritesCommitsLateIsWarnedOf() {
        var late = new StartupChecks(h2("WRITE_DELAY=500"), server("node-a", Path.of("target")), Enlistment.TWO_PHASE);
        assertThat(late.warnings()).anyMatch(warning -> warning.contains("WRITE_DELAY=0"));
    }

    public interface SourceMBean {
        String getJndiName();

        boolean isNoRecovery();

        int getMaxPoolSize();

        String getXaDatasourceClass();
    }

    private record Source(boolean isNoRecovery, int getMaxPoolSize, String getXaDatasourceClass)
            implements SourceMBean {

        @Override
        public String getJndiName() {
            return SOURCE;
        }
    }

    @Test
    void aDataSourceWithoutRecoveryIsWarnedOf() throws Exception {
        register(new Source(true, 40, "org.h2.jdbcx.JdbcDataSource"));
        assertThat(checks("node-a", store).warningsOfTheModel())
                .singleElement()
                .asString()
                .contains(SOURCE, "no-recovery=true");
    }

    /** Each connection may have a branch prepared at the same time. */
    @Test
    void aDatabaseThatMayPrepareLessThanThePoolIsWarnedOf() throws Exception {
        register(new Source(false, 40, "org.atomicevents.xa.postgresql.HardenedXADataSource"));
        assertThat(postgres(40).warningsOfTheModel()).isEmpty();
        assertThat(postgres(39).warningsOfTheModel())
                .singleElement()
                .asString()
                .contains("max_prepared_transactions = 39", "40 connections");
    }

    /** HardenedDataSourceIT shows the reason. */
    @Test
    void theDriversOwnXaDataSourceIsWarnedOf() throws Exception {
        register(new Source(false, 40, "org.postgresql.xa.PGXADataSource"));
        assertThat(postgres(40).warningsOfTheModel())
                .singleElement()
                .asString()
                .contains("org.postgresql.xa.PGXADataSource", "HardenedXADataSource");
    }

    @Test
    void aDriverThatLosesRecoveryIsWarnedOf() {
        assertThat(new StartupChecks(FakePostgres.allowing(40, "42.7.12"), SERVER, Enlistment.TWO_PHASE).warnings())
                .anyMatch(warning -> warning.contains("42.7.12") && warning.contains("42.7.13 or newer"));
    }

    public interface RootMBean {
        String getProductVersion();
    }

    @Test
    void aServerThatLosesMessagingRecoveryIsWarnedOf() throws Exception {
        register("jboss.as:management-root=server", RootMBean.class, () -> "38.0.0.Final");
        assertThat(checks("node-a", store).warningsOfTheModel())
                .singleElement()
                .asString()
                .contains("38.0.0.Final", "WFLY-21044");
    }

    public interface FactoryMBean {
        String[] getEntries();

        boolean isUseAutoRecovery();
    }

    @Test
    void aFactoryWithoutRecoveryIsWarnedOf() throws Exception {
        register(
                "jboss.as:subsystem=messaging-activemq,pooled-connection-factory=Factory",
                FactoryMBean.class,
                new FactoryMBean() {
                    @Override
                    public String[] getEntries() {
                        return new String[] {FACTORY};
                    }

                    @Override
                    public boolean isUseAutoRecovery() {
                        return false;
                    }
                });
        assertThat(checks("node-a", store).warningsOfTheModel())
                .singleElement()
                .asString()
                .contains(FACTORY, "use-auto-recovery=false");
    }

    @Test
    void releasesThatLoseRecoveryAreKnown() {
        assertThat(Releases.losesMessagingRecovery("38.0.0.Final")).isTrue();
        assertThat(Releases.losesMessagingRecovery("38.0.1.Final")).isFalse();
        assertThat(Releases.losesMessagingRecovery("41.0.0.Beta1")).isFalse();
        assertThat(Releases.losesMessagingRecovery("somebody's own")).isFalse();
        assertThat(Releases.losesRecovery("42.7.12")).isTrue();
        assertThat(Releases.losesRecovery("42.7.14")).isFalse();
        assertThat(Releases.losesRecovery("42.8")).isFalse();
    }

    private void register(Source source) throws Exception {
        register("jboss.as:subsystem=datasources,xa-data-source=Source", SourceMBean.class, source);
    }

    private <T> void register(String name, Class<T> type, T bean) throws Exception {
        // The model writes names as they are in its own files; a standard bean begins them with a capital.
        var renamed = new Renamed<>(bean, type);
        model.registerMBean(renamed, new ObjectName(name));
    }

    private static final class Renamed<T> extends StandardMBean {

        Renamed(T bean, Class<T> type) throws Exception {
            super(bean, type);
        }

        @Override
        public Object getAttribute(String attribute)
                throws javax.management.AttributeNotFoundException, javax.management.MBeanException,
                        javax.management.ReflectionException {
            return super.getAttribute(Character.toUpperCase(attribute.charAt(0)) + attribute.substring(1));
        }
    }

    private StartupChecks checks(String node, Path log) {
        return new StartupChecks(database, server(node, log), Enlistment.TWO_PHASE, new ServerFacts(model));
    }

    private StartupChecks postgres(int preparedTransactions) {
        DataSource postgres = FakePostgres.allowing(preparedTransactions, "42.7.14");
        return new StartupChecks(postgres, SERVER, Enlistment.TWO_PHASE, new ServerFacts(model));
    }

    private static StartupChecks.Server server(String node, Path log) {
        return new StartupChecks.Server(node, log, SOURCE, FACTORY);
    }

    private static DataSource h2(String setting) {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:"
                + Path.of("target", "checks-" + UUID.randomUUID()).toAbsolutePath()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;" + setting);
        source.setUser("sa");
        return source;
    }
}
