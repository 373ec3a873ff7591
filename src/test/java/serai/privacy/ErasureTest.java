package serai.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;

class ErasureTest extends ErasureSuite {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Ledgers.embedded(Samples.ledgerFile(folder));
    }

    /** The bytes of all files, the write-ahead log and free space included. */
    @Override
    String everything(Database ledger) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Fit for a failure's message.
        return all.toString().replaceAll("[^\\x20-\\x7e]+", " ");
    }
}
