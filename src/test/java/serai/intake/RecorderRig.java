package serai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.dispatch.Doubts;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.ledger.Tx;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.Planner;
import serai.provider.Connector;
import serai.store.Store;
import serai.store.Stores;

/** A node's journal and its recorder over real files that can be exchanged while nobody looks. */
final class RecorderRig implements AutoCloseable {
    private static final List<String> JOURNAL = List.of("journal.db", "journal.db-wal", "journal.tip");

    final MovedClock clock = new MovedClock();
    /** What was told: {@code +what words} when it began, {@code -what how} when it was over. */
    final List<String> alarms = new ArrayList<>();

    final Database ledger;
    Journal journal;
    Recorder recorder;
    private final Path folder;
    private final Stores stores = Stores.parse("stores.yaml", """
        - {id: shop, platform: generic, apiKey: key}
        - {id: woo, platform: woocommerce, webhookSecret: hush}
        """, Map.of());

    /** With the embedded ledger. */
    RecorderRig(Path folder) {
        this(folder, Ledgers.embedded(Samples.ledgerFile(folder)));
    }

    RecorderRig(Path folder, Database ledger) {
        this.folder = folder;
        this.ledger = ledger;
        Samples.listings(ledger);
        start();
    }

    /** A process begins: the journal is opened and nothing is remembered. */
    void start() {
        start("n1");
    }

    void start(String node) {
        journal = Journal.open(folder.resolve("journal.db"), 5_000, 64 << 20);
        recorder = recorder(journal, node);
    }

    Recorder recorder(Journal of, String node) {
        Listings listings = new Listings(ledger);
        listings.refresh();
        Planner planner = new Planner(
                listings,
                Map.of(
                        Samples.ALIEXPRESS, new Connector.Limits(50, 10_000),
                        Samples.AMAZON, new Connector.Limits(100, 250)));
        return new Recorder(
                of,
                ledger,
                new OrderBook(planner, Samples.cancellations()),
                stores,
                Connections.REACH_BACK,
                new ShownRefunds(Store::canBeTold),
                new Recorder.Around(node, doubts(), new JournalAlarm() {
                    @Override
                    public void opened(String what, String words, Instant at) {
                        alarms.add("+" + what + " " + words);
                    }

                    @Override
                    public void over(String what, String how, Instant at) {
                        alarms.add("-" + what + " " + how);
                    }
                }),
                clock);
    }

    private static Doubts doubts() {
        return new Doubts(Map.of(
                Samples.ALIEXPRESS,
                Samples.connector("aliexpress", Connector.Resolution.REPEAT).unknown(),
                Samples.AMAZON,
                Samples.connector("amazon", Connector.Resolution.LOOK_UP).unknown()));
    }

    void stop() {
        journal.close();
    }

    /** Copies the journal as it lies on the disk, its log and its tip included. */
    Path copyOfJournal(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        for (String file : JOURNAL) {
            if (Files.exists(folder.resolve(file))) {
                Files.copy(folder.resolve(file), copy.resolve(file));
            }
        }
        return copy;
    }

    /** Puts such a copy in the place of the journal, which is not open. */
    void putBack(Path copy, boolean withTip) throws IOException {
        Files.deleteIfExists(folder.resolve("journal.db-shm"));
        for (String file : JOURNAL) {
            if (!Files.exists(copy.resolve(file))) {
                Files.deleteIfExists(folder.resolve(file));
            } else if (withTip || !file.endsWith(".tip")) {
                Files.copy(copy.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    void deleteJournal(boolean withTip) throws IOException {
        for (String file : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        if (withTip) {
            Files.delete(folder.resolve("journal.tip"));
        }
    }

    /** Copies the embedded ledger as it stands. */
    Path copyOfLedger() throws SQLException {
        Path copy = folder.resolve("ledger-copy-" + System.nanoTime() + ".db");
        inLedger("backup to '" + copy + "'");
        return copy;
    }

    /** Makes the embedded ledger what it was, under everybody's feet. */
    void putLedgerBack(Path copy) throws SQLException {
        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = old.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'flyway%'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            ledger.commit(tx -> {
                for (String table : tables) {
                    tx.update("DELETE FROM " + table);
                    copy(statement, tx, table);
                }
                return tables.size();
            });
        }
    }

    private static void copy(Statement old, Tx tx, String table) throws SQLException {
        try (ResultSet rows = old.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            String insert =
                    "INSERT INTO " + table + " VALUES (" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
            while (rows.next()) {
                @Nullable Object[] values = new @Nullable Object[columns];
                for (int i = 0; i < columns; i++) {
                    values[i] = rows.getObject(i + 1);
                }
                tx.update(insert, values);
            }
        }
    }

    private void inLedger(String what) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + Samples.ledgerFile(folder));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(what);
        }
    }

    /** Changes the journal's file from outside; it is not open. */
    void inJournal(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    void order(String id) {
        order(id, "TEE");
    }

    void order(String id, String sku) {
        say("shop", StoreEvents.ORDER, id, """
            {"orderId":"%s","orderNumber":"#1","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"49.90",\
            "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX","postalCode":"78701",\
            "country":"US"},"lines":[{"lineId":"1","sku":"%s","quantity":1,"unitPrice":"19.95"}]}\
            """.formatted(id, sku));
    }

    void orders(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            order(prefix + i);
        }
    }

    void say(String store, String kind, String order, String body) {
        StoreId id = new StoreId(store);
        journal.append(new Journal.Entry(
                        0,
                        clock.instant(),
                        id,
                        kind,
                        order.isEmpty() ? Optional.empty() : Optional.of(OrderId.of(id, order)),
                        order,
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        "{}",
                        body.getBytes(UTF_8)))
                .join();
    }

    /** The store's own ids of all orders that the ledger has. */
    List<String> recorded() {
        return ledger.read(
                tx -> tx.list("SELECT store_order_id FROM orders ORDER BY 1", row -> row.text("store_order_id")));
    }

    List<Dispatch> dispatchesOf(String order) {
        return ledger.read(tx -> Dispatches.ofOrder(tx, OrderId.of(Samples.SHOP, order)));
    }

    List<Dispatch> letters() {
        return ledger.read(
                tx -> tx.list("SELECT * FROM dispatch WHERE channel = 'intake' ORDER BY part", Dispatches::read));
    }

    /** Everything that the ledger knows of orders, in one text for each row. */
    List<String> everything() {
        return ledger.read(tx -> {
            List<String> all = new ArrayList<>();
            all.addAll(rows(tx, "orders", "id || standing || standing_reason || updated_at || body"));
            all.addAll(rows(
                    tx,
                    "dispatch",
                    "id || state || version || reason || step || COALESCE(unknown_since, 0) || request"));
            all.addAll(rows(tx, "event", "order_id || what || reason || at"));
            all.addAll(rows(tx, "store_message", "id || state || reason || at"));
            all.addAll(rows(tx, "privacy_request", "id || kind || received_at || COALESCE(done_at, 0)"));
            all.addAll(rows(tx, "intake_count WHERE kind IN ('NEW_ORDER', 'UNREADABLE')", "kind || messages"));
            return all;
        });
    }

    private static List<String> rows(Tx tx, String table, String columns) throws SQLException {
        return tx.list("SELECT " + columns + " AS row_text FROM " + table + " ORDER BY 1", row -> row.text("row_text"));
    }

    Map<String, Long> counts() {
        record Count(String kind, long n) {}
        return ledger
                .read(tx -> tx.list(
                        "SELECT kind, SUM(messages) AS n FROM intake_count GROUP BY kind",
                        row -> new Count(row.text("kind"), row.number("n"))))
                .stream()
                .collect(Collectors.toMap(Count::kind, Count::n));
    }

    @Override
    public void close() {
        journal.close();
        ledger.close();
    }
}
