package org.atomicevents.xa.container;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import org.atomicevents.jdbc.Schema;
import org.atomicevents.spi.Refused;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.XaGuarantees;

/** Offers {@code xa-commit-markable}. */
@ApplicationScoped
public class XaCommitMarkable extends XaStrategy {

    private static final String TABLE = "/META-INF/atomicevents/xids.sql";

    public XaCommitMarkable() {
        super("xa-commit-markable", Enlistment.COMMIT_MARKABLE, XaGuarantees.COMMIT_MARKABLE);
    }

    @Override
    Optional<Refused> installTables() {
        try {
            Schema.apply(server.dataSource(), XaGuarantees.class, TABLE);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new Refused(
                    "the table xids could not be created (" + e.getMessage() + ")",
                    "let the data source's user create tables, or create it from META-INF/atomicevents/xids.sql"));
        }
    }
}
