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
    void ofSeveralHostsTheOneThatWritesIsUsedUnlessTheAddressSaysOtherwise() {
        String two = "jdbc:postgresql://one:5432,two:5433/ledger";
        PGSimpleDataSource usual = Ledgers.toThePrimary(two, Ledgers.postgres(two, "serai", "", 30));
        String said = two + "?targetServerType=any&hostRecheckSeconds=7";
        PGSimpleDataSource other = Ledgers.toThePrimary(said, Ledgers.postgres(said, "serai", "", 30));

        assertThat(usual.getServerNames()).containsExactly("one", "two");
        assertThat(usual.getTargetServerType()).isEqualTo("primary");
        assertThat(usual.getHostRecheckSeconds()).isLessThanOrEqualTo(2);
        assertThat(other.getTargetServerType()).isEqualTo("any");
        assertThat(other.getHostRecheckSeconds()).isEqualTo(7);
    }

    @Test
    void aSecondNodeWaitsUntilTheFirstHasMigratedABigLedger() {
        var migrations = Ledgers.migrations(Ledgers.postgres(URL, "serai", "", 0), "", "");

        assertThat(migrations.getConfiguration().getLockRetryCount()).isGreaterThanOrEqualTo(3_600);
    }
}
