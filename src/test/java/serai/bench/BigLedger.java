package serai.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Address;
import serai.base.Json;
import serai.base.Money;
import serai.base.Reference;
import serai.base.Sku;
import serai.dispatch.LetterRows;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.StoreOrder;
import serai.provider.PlaceOrder;

/**
 * An embedded ledger after years of work: orders of twenty stores, one dispatch each, every tenth of them dead of one of ten
 * causes and spread over all the time there was. Filled with SQL, the rows as the gateway writes them.
 *
 * @param orders how many
 */
record BigLedger(Database ledger, int orders) implements AutoCloseable {
    static final int STORES = 20;
    static final int SKUS = 5_000;
    static final Instant BEGAN = Instant.parse("2025-01-01T00:00:00Z");
    private static final int AT_ONCE = 50_000;
    /** In thousandths of a second from one order to the next. */
    private static final int APART = 60_000;

    private static final String NUMBERS = "WITH RECURSIVE numbers (n) AS (VALUES (CAST(? AS INTEGER)) UNION ALL"
            + " SELECT n + 1 FROM numbers WHERE n + 1 < ?) ";
    private static final String ORDERS = NUMBERS
            + "INSERT INTO orders (id, store, store_order_id, order_number, standing, standing_reason, updated_at,"
            + " recorded_at, traceparent, email_hash, body)"
            + " SELECT 'ord_' || lower(hex(randomblob(13))), 'store-' || (n % 20), CAST(7000000 + n AS TEXT),"
            + " '#' || (1000 + n / 20), 'PLACE', '', ?, ? + n * 60000, '', lower(hex(randomblob(32))),"
            + " replace(?, '@N@', n) FROM numbers";
    private static final String DISPATCHES = "INSERT INTO dispatch (id, order_id, store, channel, kind, part, state,"
            + " version, cause, code, reason, request, step, attempts, strikes, supplier_ids, ready_at, due_by, node,"
            + " traceparent, recorded_at, changed_at)"
            + " SELECT 'dsp_' || lower(hex(randomblob(13))), id, store,"
            + " CASE WHEN n % 3 = 0 THEN 'amazon' ELSE 'aliexpress' END, 'place-order', '1',"
            + " CASE WHEN n % 10 = 7 THEN 'DEAD' ELSE 'DONE' END, 4,"
            + " CASE WHEN n % 10 = 7 THEN CASE (n / 10) % 10 WHEN 0 THEN 'ADDRESS_INVALID' WHEN 1 THEN 'OUT_OF_STOCK'"
            + " WHEN 2 THEN 'PRICE_ABOVE_CAP' WHEN 3 THEN 'ITEM_UNKNOWN' WHEN 4 THEN 'OUTCOME_UNKNOWN'"
            + " WHEN 5 THEN 'REFUSED_BY_SUPPLIER' ELSE 'NOT_DELIVERABLE' END END,"
            + " CASE WHEN n % 10 = 7 THEN 'E' || (n % 97) ELSE '' END,"
            + " CASE WHEN n % 10 = 7 THEN 'The warehouse ' || (n % 131) || ' of region ' || (n % 13)"
            + " || ' answered that it cannot send the item with this shipping service to where the customer lives' ELSE '' END,"
            + " replace(replace(?, '@N@', n), '@SKU@', 'SKU-' || (n % 5000)), 'PLACE', 2, 0,"
            + " CASE WHEN n % 10 = 7 THEN '[]' ELSE '[\"81' || (100000000 + n) || '\"]' END, NULL, recorded_at, '', '',"
            + " recorded_at, recorded_at + 30000"
            + " FROM (SELECT id, store, recorded_at, CAST(store_order_id AS INTEGER) - 7000000 AS n FROM orders"
            + " WHERE recorded_at >= ? AND recorded_at < ?)";
    private static final String MARKS = "INSERT INTO order_mark (store, mark, recorded_at, order_id)"
            + " SELECT store, 'SKU-' || (n % 5000), recorded_at, id FROM (SELECT id, store, recorded_at,"
            + " CAST(store_order_id AS INTEGER) - 7000000 AS n FROM orders WHERE recorded_at >= ? AND recorded_at < ?)"
            + " UNION ALL SELECT store, '81' || (100000000 + CAST(store_order_id AS INTEGER) - 7000000), recorded_at, id"
            + " FROM orders WHERE recorded_at >= ? AND recorded_at < ?"
            // One SKU that half of all orders hold.
            + " UNION ALL SELECT store, 'GIFT-WRAP', recorded_at, id FROM orders"
            + " WHERE recorded_at >= ? AND recorded_at < ? AND CAST(store_order_id AS INTEGER) % 2 = 0";

    /** Makes one in that file. */
    static BigLedger fill(Path file, int orders) {
        Database ledger = Ledgers.embedded(file);
        String body = Json.write(order());
        String request = Json.write(request());
        for (int from = 0; from < orders; from += AT_ONCE) {
            int first = from;
            int end = Math.min(orders, from + AT_ONCE);
            long since = BEGAN.toEpochMilli() + (long) first * APART;
            long until = BEGAN.toEpochMilli() + (long) end * APART;
            ledger.commit(tx -> tx.update(ORDERS, first, end, BEGAN, BEGAN, body));
            ledger.commit(tx -> tx.update(DISPATCHES, request, since, until));
            ledger.commit(tx -> tx.update(MARKS, since, until, since, until, since, until));
        }
        ledger.commit(
                tx -> tx.update("INSERT INTO catch_up (what, recorded_at, id, done) VALUES ('order-marks', 0, '', 1)"));
        LetterRows.catchUp(ledger);
        return new BigLedger(ledger, orders);
    }

    /** Some time after the last order. */
    Instant now() {
        return BEGAN.plusMillis((long) orders * APART).plusSeconds(3_600);
    }

    private static Address address() {
        return new Address("Jane Roe", "", "12 Elm Street", "Apt 4", "Austin", "TX", "78701", "US", "+15125550100");
    }

    private static StoreOrder order() {
        return new StoreOrder(
                "@N@",
                "#@N@",
                BEGAN,
                BEGAN,
                Money.of("49.90", "USD"),
                "jane.roe.@N@@example.com",
                "+15125550100",
                Optional.of(address()),
                List.of(new StoreOrder.Line(
                        "1", new Sku("SKU-@N@"), "A shirt with a print", 1, Money.of("19.95", "USD"))),
                "standard",
                "",
                StoreOrder.Standing.PLACE,
                "",
                Map.of());
    }

    private static PlaceOrder request() {
        return new PlaceOrder(
                new Reference("SR-REFERENCE"),
                "#@N@",
                BEGAN,
                "jane.roe.@N@@example.com",
                address(),
                List.of(new PlaceOrder.Item(
                        "1",
                        new Sku("@SKU@"),
                        "A shirt with a print",
                        "1005006154321098",
                        "14:175#Black;5:200003528",
                        "",
                        1,
                        Optional.of(Money.of("19.95", "USD")),
                        Optional.of(Money.of("9.95", "USD")),
                        "CAINIAO_STANDARD")),
                "please no packing slip",
                Map.of());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
