package serai.console;

import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.access.Audit;
import serai.base.Scope;
import serai.base.StoreId;

/**
 * Entries of the audit book as CSV, newest first, written while they are read. At most 100,000; a last line says so when
 * there are more. A cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
final class AuditTable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTable.class);
    static final int MOST = 100_000;
    private static final int BATCH = 1_000;
    private static final long PATIENCE_SECONDS = 60;
    private static final String FORMULA_BEGINS = "=+-@\t\r";

    private final Audit audit;
    private final Scope scope;
    private final Audit.Filter filter;

    AuditTable(Audit audit, Scope scope, Audit.Filter filter) {
        this.audit = audit;
        this.scope = scope;
        this.filter = filter;
    }

    /** Writes all of it; an answer that breaks off is cut, so that nobody takes a part for the whole. */
    void write(HttpServerResponse response) {
        List<Audit.Entry> first = audit.list(scope, filter, Optional.empty(), BATCH);
        response.setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"audit.csv\"");
        try {
            send(
                    response,
                    line(Stream.of(
                            "at", "actor", "role", "action", "target", "affected", "store", "source", "reason")));
            batches(response, first);
            response.end().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.reset();
        } catch (Exception e) {
            LOG.warn("a download of the audit book broke off: {}", e.toString());
            response.reset();
        }
    }

    private void batches(HttpServerResponse response, List<Audit.Entry> first) throws Exception {
        List<Audit.Entry> batch = first;
        int written = 0;
        while (!batch.isEmpty()) {
            send(response, batch.stream().map(AuditTable::line).collect(Collectors.joining()));
            written += batch.size();
            if (batch.size() < BATCH) {
                return;
            }
            if (written >= MOST) {
                send(response, line(Stream.of("only the newest " + MOST + " entries are here; narrow the filter")));
                return;
            }
            batch = audit.list(scope, filter, Optional.of(Audit.Position.of(batch.getLast())), BATCH);
        }
    }

    /** Waits until the reader has taken it. */
    private static void send(HttpServerResponse response, String text) throws Exception {
        response.write(text).toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static String line(Audit.Entry entry) {
        return line(Stream.of(
                entry.at().toString(),
                entry.actor(),
                entry.role(),
                entry.action(),
                entry.target(),
                Long.toString(entry.affected()),
                entry.store().map(StoreId::value).orElse(""),
                entry.source(),
                entry.reason()));
    }

    private static String line(Stream<String> cells) {
        return cells.map(AuditTable::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        boolean formula = !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
