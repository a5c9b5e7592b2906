package org.atomicevents.dualwrite.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.atomicevents.Guarantees;
import org.atomicevents.broker.Brokers;
import org.atomicevents.container.ServerResources;
import org.atomicevents.dualwrite.journal.JournaledPublisher;
import org.atomicevents.dualwrite.store.JournalFile;
import org.atomicevents.dualwrite.store.MainDatabase;
import org.atomicevents.spi.Availability;
import org.atomicevents.spi.Configuration;
import org.atomicevents.spi.ConfiguredStrategy;
import org.atomicevents.spi.Refused;
import org.atomicevents.spi.StrategyProvider;

/** Offers {@code journaled-dual-write}. */
@ApplicationScoped
public class JournaledDualWrite implements StrategyProvider {

    static final String ID = "journaled-dual-write";

    @Inject
    ServerResources server;

    @Inject
    Brokers brokers;

    @Resource
    ManagedScheduledExecutorService executor;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Guarantees guarantees() {
        return JournaledPublisher.GUARANTEES;
    }

    @Override
    public ConfiguredStrategy configure(Configuration configuration) {
        JournalSettings settings = JournalSettings.read(configuration);
        return () -> open(settings);
    }

    private Availability open(JournalSettings settings) {
        try {
            Optional<MainDatabase> database = MainDatabase.of(server.dataSource());
            if (database.isEmpty()) {
                return new Refused(
                        "the data source is not on PostgreSQL, and no other database says what became of the"
                                + " transaction of an instance that died",
                        "choose another strategy, or point atomicevents.datasource at PostgreSQL");
            }
            Optional<Refused> refusal = database.get().refusal();
            return refusal.isPresent() ? refusal.get() : opened(settings, database.get());
        } catch (SQLException e) {
            return new Refused(
                    "the database cannot be asked, or the journal in %s not be opened (%s)"
                            .formatted(settings.directory(), e.getMessage()),
                    "see the log, and the disk");
        } catch (IOException e) {
            return new Refused(
                    "the journal's directory cannot be used (%s)".formatted(e),
                    "let the server write there, or choose another one (%s)".formatted(JournalSettings.DIRECTORY));
        } catch (NoClassDefFoundError e) {
            return new Refused("the server has no module com.h2database.h2, which keeps the journal", "install it");
        }
    }

    private Availability opened(JournalSettings settings, MainDatabase database) throws SQLException, IOException {
        Path directory = settings.directory();
        JournalFile file = JournalFile.open(directory);
        try {
            return new ReadyJournal(this, settings, database, file);
        } catch (SQLException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
