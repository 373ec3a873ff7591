package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LedgersTest {
    private static final String URL = "jdbc:postgresql://localhost/ledger?socketTimeout=7";

    @Test
    void anIndexOnABigLedgerIsNotCutAndRolledBackAtEveryStart() {
        PGSimpleDataSource patient = Ledgers.postgres(URL, "serai", "", 0);
        PGSimpleDataSource everyDay = Ledgers.postgres(URL, "serai", "", 30);

        assertThat(patient.getSocketTimeout()).isZero();
        assertThat(patient.getTcpKeepAlive()).isTrue();
        assertThat(everyDay.getSocketTimeout()).isEqualTo(30);
    }

    @Test
    void aSecondNodeWaitsUntilTheFirstHasMigratedABigLedger() {
        var migrations = Ledgers.migrations(Ledgers.postgres(URL, "serai", "", 0), "", "");

        assertThat(migrations.getConfiguration().getLockRetryCount()).isGreaterThanOrEqualTo(3_600);
    }
}
