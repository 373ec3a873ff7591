package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import serai.ledger.Row;

/**
 * What a journal knows of a time when it had lost its end: entries that were acknowledged once and that it does not hold any
 * more. They may be in the ledger all the same.
 *
 * @param epoch the one that began then
 * @param journal whose entries they were: its own, or of the journal that stood in its place before
 * @param after the number of the last entry that is still there
 * @param afterAt when that came; empty where there is none
 * @param until the number of the last that was acknowledged
 * @param untilAt when that came, as far as it was known
 * @param what how that was found out, in words
 */
public record Setback(
        String epoch,
        String journal,
        long after,
        Optional<Instant> afterAt,
        long until,
        Optional<Instant> untilAt,
        String what) {
    static Setback read(Row row) throws SQLException {
        return new Setback(
                row.text("epoch"),
                row.text("journal"),
                row.number("after_seq"),
                row.maybeTime("after_at"),
                row.number("until_seq"),
                row.maybeTime("until_at"),
                row.text("what"));
    }
}
