package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class FailuresTest {
    private static SQLException said(String severity, String state) {
        return new PSQLException(new ServerErrorMessage("S" + severity + "\0V" + severity + "\0C" + state + "\0Mno\0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"21000", "22001", "22021", "23505", "23502", "42601", "42804", "54000"})
    void aValueOrAStatementThatIsWrongIsTheWorks(String state) {
        assertThat(Failures.of(said("ERROR", state))).isEqualTo(Fault.OF_THE_WORK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"55P03", "40P01", "40001"})
    void whatSomebodyElseHasIsTriedAgain(String state) {
        assertThat(Failures.of(said("ERROR", state))).isEqualTo(Fault.CONTENDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "57014", "53100", "53200", "58030", "XX000", "XX001", "0A000", "25001", "55000", "42501", "42P01", "42703",
                "42883", "3F000"
            })
    void whatTheServerCouldNotDoJustNowIsNoFaultOfTheOrder(String state) {
        assertThat(Failures.of(said("ERROR", state))).isEqualTo(Fault.OF_THE_MOMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "25P02", "57P03"})
    void aConnectionThatOnlyReadsGoes(String state) {
        assertThat(Failures.of(said("ERROR", state))).isEqualTo(Fault.OF_THE_DATABASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25P03", "57P01", "57P02", "57P03", "57P05", "08006", "53300", "28P01", "XX000"})
    void aSessionThatTheServerEndsGoes(String state) {
        assertThat(Failures.of(said("FATAL", state))).isEqualTo(Fault.OF_THE_DATABASE);
    }

    @Test
    void whatNobodyKnowsIsTheDatabases() {
        assertThat(Failures.of(new SQLException("the connection is closed"))).isEqualTo(Fault.OF_THE_DATABASE);
        assertThat(Failures.of(new SQLException("read timed out", "08006"))).isEqualTo(Fault.OF_THE_DATABASE);
        assertThat(Failures.of(new SQLRecoverableException("broken"))).isEqualTo(Fault.OF_THE_DATABASE);
        assertThat(Failures.of(new OutOfMemoryError())).isEqualTo(Fault.OF_THE_DATABASE);
        assertThat(Failures.of(new IllegalArgumentException("a bug"))).isEqualTo(Fault.OF_THE_WORK);
    }

    @ParameterizedTest
    @EnumSource(
            value = SQLiteErrorCode.class,
            names = {
                "SQLITE_BUSY",
                "SQLITE_BUSY_SNAPSHOT",
                "SQLITE_LOCKED",
                "SQLITE_FULL",
                "SQLITE_IOERR",
                "SQLITE_IOERR_FSYNC",
                "SQLITE_NOMEM",
                "SQLITE_READONLY",
                "SQLITE_INTERRUPT",
                "SQLITE_ABORT",
                "SQLITE_PERM",
                "SQLITE_PROTOCOL",
                "SQLITE_SCHEMA",
                "SQLITE_INTERNAL",
                "SQLITE_AUTH",
                "SQLITE_CORRUPT",
                "SQLITE_CANTOPEN",
                "SQLITE_NOTADB",
                "SQLITE_MISUSE"
            })
    void aFileThatCannotServeIsNoFaultOfTheOrder(SQLiteErrorCode code) {
        assertThat(Failures.of(new SQLiteException("no", code))).isEqualTo(Fault.OF_THE_DATABASE);
    }

    @ParameterizedTest
    @EnumSource(
            value = SQLiteErrorCode.class,
            names = {
                "SQLITE_ERROR",
                "SQLITE_CONSTRAINT",
                "SQLITE_CONSTRAINT_PRIMARYKEY",
                "SQLITE_TOOBIG",
                "SQLITE_MISMATCH",
                "SQLITE_RANGE"
            })
    void aStatementThatIsWrongInAFileIsTheWorks(SQLiteErrorCode code) {
        assertThat(Failures.of(new SQLiteException("no", code))).isEqualTo(Fault.OF_THE_WORK);
    }
}
