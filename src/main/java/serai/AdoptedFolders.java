package serai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.intake.Handover;
import serai.intake.Journal;
import serai.intake.KnownJournals.Known;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;

/**
 * The data folders of nodes that are gone: what their journals hold and the ledger does not goes into the ledger's inbox. A
 * folder is only opened while its lock is ours, so never while its node runs.
 */
final class AdoptedFolders {
    static final String JOURNAL = "journal.db";
    /** Says whose journal lies here, so that nobody has to open it to know. */
    private static final String LABEL = "journal.id";

    private static final Logger LOG = LoggerFactory.getLogger(AdoptedFolders.class);
    private static final int QUEUE = 64;
    private static final long QUEUE_BYTES = 1 << 20;

    private final Optional<Path> parent;
    private final Database ledger;

    /** @param parent folder whose children are nodes' data folders; empty to look nowhere */
    AdoptedFolders(Optional<Path> parent, Database ledger) {
        this.parent = parent;
        this.ledger = ledger;
    }

    /** Leaves word in a data folder of whose journal lies there. @throws IOException if it cannot be written */
    static void label(Path data, String journal) throws IOException {
        Files.writeString(data.resolve(LABEL), journal + "\n");
    }

    /** Carries over the journals of those that are gone and may hold what nobody else has. */
    void look(List<Known> known) {
        if (parent.isEmpty() || known.stream().noneMatch(Known::stranded)) {
            return;
        }
        try (Stream<Path> folders = Files.list(parent.get())) {
            folders.sorted()
                    .forEach(folder -> known.stream()
                            .filter(one -> one.stranded() && one.journal().equals(labelOf(folder)))
                            .findFirst()
                            .ifPresent(one -> handOver(folder, one.node())));
        } catch (IOException e) {
            LOG.warn("the folder of serai.journal.adopt-from cannot be listed: {}", e.toString());
        }
    }

    private static String labelOf(Path folder) {
        try {
            Path label = folder.resolve(LABEL);
            return Files.isRegularFile(label) ? Files.readString(label).strip() : "";
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", folder.resolve(LABEL), e.toString());
            return "";
        }
    }

    private void handOver(Path folder, String node) {
        try {
            Handover.Done done = handOver(folder, ledger, node);
            LOG.warn(
                    "node {} is gone: {} entries of its journal in {} were not in the ledger and are now in its inbox",
                    node,
                    done.entries(),
                    folder);
        } catch (SettingsException e) {
            LOG.info("the journal of node {} in {} is not carried over: its node runs", node, folder);
        } catch (DatabaseUnavailable e) {
            LOG.warn("the journal of node {} in {} is carried over later: {}", node, folder, e.getMessage());
        }
    }

    /**
     * Carries over the journal of that folder.
     *
     * @param node whose it is
     * @throws SettingsException if there is none, or its node runs
     * @throws DatabaseUnavailable if journal or ledger cannot be reached; what was done so far stays, and nothing is lost
     */
    static Handover.Done handOver(Path folder, Database ledger, String node) {
        if (!Files.isRegularFile(folder.resolve(JOURNAL))) {
            throw new SettingsException("There is no " + JOURNAL + " in " + folder + ".");
        }
        DataLock lock = DataLock.take(folder);
        try (Journal journal = Journal.open(folder.resolve(JOURNAL), QUEUE, QUEUE_BYTES)) {
            return Handover.of(journal, ledger, node);
        } finally {
            letGo(lock);
        }
    }

    private static void letGo(DataLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of a data folder was not let go of: {}", e.toString());
        }
    }
}
