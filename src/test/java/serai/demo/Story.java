package serai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import serai.simulator.Purchase;
import serai.simulator.Simulator;

/** The story, scene by scene. Each waits for what it tells and fails when that does not come. */
final class Story {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int DURING_OUTAGE = 200;
    /** Sold by two of the stores. */
    static final String STRAP = "STRAP-BLACK";

    private static final String IMAGINARY_CITY = "Atlantis";

    private final Screen screen;
    private final Calls calls;
    private final Shops shops;
    private final StoresThemselves stores;
    private final Simulator aliexpress;
    private final Simulator amazon;

    Story(Screen screen, Calls calls, Shops shops, StoresThemselves stores, Simulator aliexpress, Simulator amazon) {
        this.screen = screen;
        this.calls = calls;
        this.shops = shops;
        this.stores = stores;
        this.aliexpress = aliexpress;
        this.amazon = amazon;
    }

    void play() {
        ordersArrive();
        supplierGoesDown();
        supplierReturns();
        answersAreLost();
        orderIsRejected();
        personRepairsIt();
    }

    private void ordersArrive() {
        screen.chapter("Orders arrive");
        List<Duration> took = new ArrayList<>(shops.teaHouse(1001, 10, "POT-BLACK"));
        took.add(shops.teaHouse("T-1011", "Austin", "POT-WHITE", "TEA-GREEN"));
        took.sort(null);
        screen.event("The tea house hands in 11 orders: 11 × 202, each on disk before its answer; " + Shops.spread(took)
                + ".");
        screen.detail("T-1011 has one line for AliExpress and one for Amazon: one order, two purchases.");

        String shopify = DemoOrders.shopify("6200407294252");
        stores.loopShop().order(shopify);
        calls.shopify(Shops.LOOP_SHOP, Shops.LOOP_SHOP_SECRET, "orders/paid", shopify)
                .expect(200, "Shopify's webhook");
        shops.accept(new Shops.Accepted(Shops.LOOP_SHOP, Shops.LOOP_SHOP_KEY, "6200407294252", 1));
        calls.shopify(Shops.LOOP_SHOP, Shops.LOOP_SHOP_SECRET, "orders/updated", shopify)
                .expect(200, "Shopify's second webhook");
        screen.event(
                "Shopify delivers a paid order of loop-shop, then the same order again: 200, 200. It is one order.");
        calls.shopify(Shops.LOOP_SHOP, "a guess", "orders/paid", DemoOrders.shopify("666"))
                .expect(401, "a forged webhook");
        screen.event("Someone else sends an order in Shopify's name, with a signature of his own: 401.");
        String wooCommerce = DemoOrders.wooCommerce("727");
        stores.gross().orders().put(wooCommerce);
        calls.wooCommerce(Shops.GROSS, Shops.GROSS_SECRET, "order.created", wooCommerce)
                .expect(200, "WooCommerce's webhook");
        shops.accept(new Shops.Accepted(Shops.GROSS, Shops.GROSS_KEY, "727", 1));
        screen.event("WooCommerce delivers a paid order of gross: 200.");

        Watch.until("13 purchases at AliExpress", PATIENCE, () -> bought(aliexpress, 13));
        screen.good("AliExpress has sold 13 times, under 13 references.");
        Watch.until("1 purchase at Amazon", PATIENCE, () -> bought(amazon, 1));
        screen.good("Amazon has taken 1 order. Serai asks again until Amazon confirms it.");
    }

    private void supplierGoesDown() {
        screen.chapter("A supplier goes down");
        aliexpress.refuse();
        screen.trouble("AliExpress refuses every connection.");
        List<Duration> took = shops.teaHouse(2001, DURING_OUTAGE, "POT-BLACK");
        screen.good("The tea house hands in " + DURING_OUTAGE + " more: " + DURING_OUTAGE + " × 202; "
                + Shops.spread(took) + ".");
        JsonNode held = Watch.until(
                "the channel held with its backlog and the soonest end of it",
                PATIENCE,
                () -> status("aliexpress", "HELD")
                        .filter(channel -> channel.path("backlog").asInt() >= DURING_OUTAGE
                                && !channel.path("soonest").isNull()));
        screen.trouble("The channel aliexpress is HELD: " + held.path("backlog").asInt()
                + " wait on disk, through in about " + secondsUntil(held) + " s if it were back at the next probe.");
        JsonNode waiting = Watch.until("an order that says why it waits", PATIENCE, this::anyWaiting);
        screen.detail("What its store reads of order " + waiting.path("orderId").asText() + ": "
                + waiting.path("status").asText() + ". "
                + waiting.path("dispatches").path(0).path("reason").asText());
        shops.teaHouse("T-1012", "Austin", "TEA-GREEN");
        Watch.until("a purchase at Amazon meanwhile", PATIENCE, () -> bought(amazon, 2));
        screen.good("Amazon's channel is not concerned: an order for it goes through at once.");
    }

    private void supplierReturns() {
        screen.chapter("The supplier returns");
        int before = aliexpress.purchases().total();
        long createsBefore = aliexpress.requests("order-create");
        aliexpress.accept();
        Duration back = screen.elapsed();
        screen.event("AliExpress takes connections again. Nobody tells Serai; it probes with one order at a time.");
        Watch.until("a probe that went through", PATIENCE, () -> bought(aliexpress, before + 1));
        Duration probed = screen.elapsed();
        screen.good(
                "A probe went through, " + seconds(probed.minus(back)) + " s after the return. The channel ramps up.");
        Watch.until("all bought", PATIENCE, () -> bought(aliexpress, before + DURING_OUTAGE));
        Duration drained = screen.elapsed();
        List<Long> perSecond = perSecond(before);
        screen.detail("Orders bought in each second since: "
                + perSecond.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ". Gently first, never the whole backlog at once.");
        JsonNode up = Watch.until("the channel up", PATIENCE, () -> status("aliexpress", "UP"));
        screen.good("All " + DURING_OUTAGE + " are bought, " + seconds(drained.minus(back))
                + " s after the return, with " + (aliexpress.requests("order-create") - createsBefore)
                + " calls. The channel is " + up.path("state").asText() + ".");
    }

    private void answersAreLost() {
        screen.chapter("An answer is lost after the supplier has bought");
        aliexpress.situation("accept-then-hang").times(1);
        amazon.situation("accept-then-hang").times(1);
        shops.teaHouse("T-3001", "Austin", "CUPS-SET");
        shops.teaHouse("T-3002", "Austin", "TEA-GREEN");
        screen.trouble("Both suppliers will take the next order and never answer. One order goes to each.");
        for (String order : List.of("T-3001", "T-3002")) {
            Watch.until(order + " unconfirmed", PATIENCE, () -> inState(order, "UNCONFIRMED"));
        }
        screen.trouble("After 3 s without an answer both are UNCONFIRMED: perhaps bought, so not simply sent again.");
        JsonNode repeated = Watch.until("T-3001 done", PATIENCE, () -> inState("T-3001", "DONE"));
        Purchase atAliExpress = purchase(aliexpress, repeated);
        screen.good("AliExpress knows a reference for 24 hours: asked again under the same one, it "
                + (atAliExpress.repeats() > 0 ? "answers the number of the first purchase" : "has answered")
                + ". Bought " + times(atAliExpress.count()) + ".");
        JsonNode lookedUp = Watch.until("T-3002 done", PATIENCE, () -> inState("T-3002", "DONE"));
        Purchase atAmazon = purchase(amazon, lookedUp);
        screen.good("Amazon can be asked for an order: looked up " + times(atAmazon.reads())
                + ", found and confirmed. Bought " + times(atAmazon.count()) + ".");
        timeline(lookedUp);
    }

    private void timeline(JsonNode order) {
        screen.detail("From the timeline that its store can read:");
        for (JsonNode event : order.path("timeline")) {
            String what = event.path("what").asText();
            String reason = event.path("reason").asText();
            if (!what.equals("RECORDED") && !what.equals("QUEUED")) {
                screen.detail("  " + event.path("at").asText().substring(11, 19) + "  " + what
                        + (reason.isEmpty() ? "" : ": " + reason));
            }
        }
    }

    private void orderIsRejected() {
        screen.chapter("An order is rejected");
        aliexpress.situation("reject-address").sku(IMAGINARY_CITY);
        shops.teaHouse("T-4001", IMAGINARY_CITY, "POT-BLACK");
        JsonNode dead = Watch.until("T-4001 dead", PATIENCE, () -> inState("T-4001", "DEAD"));
        screen.trouble(
                "Order T-4001 goes to " + IMAGINARY_CITY + ". AliExpress refuses the address, and no repeat would help:"
                        + " a dead letter. It waits for a person and holds up nobody else.");
        screen.detail("What its store reads: "
                + dead.path("dispatches").path(0).path("reason").asText());
    }

    private void personRepairsIt() {
        screen.chapter("A person repairs it");
        JsonNode letters =
                calls.read("dead-letters?owner=merchant&orderId=T-4001").path("items");
        if (letters.size() != 1) {
            throw new StoryFailed("one dead letter was awaited, not " + letters.size());
        }
        JsonNode letter = letters.path(0);
        JsonNode cause = letter.path("cause");
        String id = letter.path("id").asText();
        screen.event("GET /api/v1/dead-letters: one, cause " + cause.path("id").asText() + ", code "
                + letter.path("code").asText() + ".");
        screen.detail("Who has to act: the " + cause.path("owner").asText() + ". What helps: "
                + StreamSupport.stream(cause.path("remedies").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                + ".");
        ObjectNode payload = calls.read("dead-letters/" + id).path("payload").deepCopy();
        ((ObjectNode) payload.path("shipTo")).put("city", "Austin");
        calls.change("PUT", "dead-letters/" + id + "/payload?reason=asked+the+customer", payload.toString())
                .expect(200, "the corrected payload");
        screen.event("PUT /api/v1/dead-letters/{id}/payload: the city is Austin now. The original stays beside it.");
        calls.change("POST", "dead-letters/" + id + "/replay", "{\"reason\":\"address corrected\"}")
                .expect(200, "the replay");
        JsonNode done = Watch.until("T-4001 done", PATIENCE, () -> inState("T-4001", "DONE"));
        screen.good("POST /api/v1/dead-letters/{id}/replay: sent again. Order T-4001 is DONE, bought "
                + times(purchase(aliexpress, done).count()) + ".");
        timeline(done);
    }

    private Optional<JsonNode> anyWaiting() {
        return shops.accepted().stream()
                .filter(order -> order.orderId().startsWith("T-2"))
                .limit(16)
                .map(shops::find)
                .filter(order -> order.path("status").asText().equals("WAITING"))
                .findFirst();
    }

    private Optional<JsonNode> inState(String orderId, String status) {
        return Optional.of(shops.teaHouseOrder(orderId))
                .filter(order -> order.path("status").asText().equals(status));
    }

    private Optional<JsonNode> status(String channel, String state) {
        return Optional.of(calls.channel(channel))
                .filter(seen -> seen.path("state").asText().equals(state));
    }

    private static Optional<Integer> bought(Simulator supplier, int atLeast) {
        return Optional.of(supplier.purchases().total()).filter(total -> total >= atLeast);
    }

    private static Purchase purchase(Simulator supplier, JsonNode order) {
        String reference = order.path("dispatches").path(0).path("reference").asText();
        return supplier.purchases()
                .byReference(reference)
                .orElseThrow(() -> new StoryFailed(supplier.name() + " does not know " + reference));
    }

    /** Purchases in each second from the first one after those on. */
    private List<Long> perSecond(int after) {
        List<Instant> times = aliexpress.purchases().list().stream()
                .flatMap(purchase -> purchase.times().stream())
                .sorted()
                .skip(after)
                .toList();
        Instant first = times.getFirst();
        long seconds = Duration.between(first, times.getLast()).toSeconds();
        return java.util.stream.LongStream.rangeClosed(0, seconds)
                .map(second -> times.stream()
                        .filter(time -> Duration.between(first, time).toSeconds() == second)
                        .count())
                .boxed()
                .toList();
    }

    private static String secondsUntil(JsonNode channel) {
        Instant soonest = Instant.parse(channel.path("soonest").asText());
        return seconds(Duration.between(Instant.now(), soonest));
    }

    private static String seconds(Duration time) {
        return String.format(java.util.Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
