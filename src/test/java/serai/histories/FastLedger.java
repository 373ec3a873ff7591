package serai.histories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteDataSource;
import serai.ledger.Database;
import serai.ledger.Embedded;
import serai.ledger.GroupWriter;
import serai.ledger.Ledgers;

/** Ledgers and journals that live as long as a test: the shipped ones, but that nobody waits for the disk. */
final class FastLedger {
    private static final GroupWriter.Bounds BOUNDS = new GroupWriter.Bounds(10_000, 64 << 20, 512);

    private FastLedger() {}

    /** A ledger without anything in it, to be copied: making its tables takes longer than all that follows. */
    static Path template(Path folder) {
        Path file = folder.resolve("template.db");
        Ledgers.embedded(file).close();
        return file;
    }

    /** A copy of that one. */
    static Database open(Path template, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.copy(template, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SQLiteDataSource writes = (SQLiteDataSource) Embedded.writes(file);
        writes.setSynchronous("OFF");
        return Database.open("ledger", writes, Embedded.reads(file, 2), BOUNDS);
    }
}
