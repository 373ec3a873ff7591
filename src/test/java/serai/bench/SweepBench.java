package serai.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import serai.simulator.Simulator;
import serai.simulator.shop.WebhookReceiver;

/**
 * A store lists 10,000 things, half of them at AliExpress in products of three variants, half at Amazon. How long until
 * all has been read once, and the store told? Suppliers and store answer after 150 ms.
 */
final class SweepBench implements Lab.Part {
    static final Duration LATENCY = Duration.ofMillis(150);

    private static final Duration MOST = Duration.ofMinutes(10);
    private static final List<String> VARIANTS =
            List.of("14:175#Black", "14:29#White", "14:175#Black & White;5:200003528");
    private static final int SKUS_A_CALL = 50;
    /** Calls a second by the keys {@code serai.<channel>.errand-pace} as shipped. */
    private static final int ALIEXPRESS_PACE = 10;

    private static final int AMAZON_PACE = 2;

    /** What was found in one sweep. */
    private record Sweep(Took took, long products, long summaries, long batches, Duration cpu) {}

    /** Until nothing was left, by part. */
    private record Took(Duration aliexpress, Duration amazon, Duration store) {}

    /** The two suppliers and the store. */
    private record World(Simulator aliexpress, Simulator amazon, WebhookReceiver store) implements AutoCloseable {
        static World open() {
            World world = new World(Simulator.start("aliexpress"), Simulator.start("amazon"), new WebhookReceiver());
            world.aliexpress.latency(LATENCY);
            world.amazon.latency(LATENCY);
            world.store.latency(LATENCY);
            return world;
        }

        @Override
        public void close() {
            store.close();
            amazon.close();
            aliexpress.close();
        }
    }

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        int each = lab.times(5_000, 300);
        try (World world = World.open();
                GatewayProcess gateway = lab.gateway(
                        "sweep",
                        merchants(each, world.store()),
                        world.aliexpress().url(),
                        keys(world.amazon()))) {
            return figures("first sweep", each, sweep(gateway, world, each));
        }
    }

    private static Map<String, String> keys(Simulator amazon) {
        return Map.of(
                "serai.amazon.base-url",
                amazon.url(),
                "serai.amazon.lwa-url",
                amazon.url(),
                // Nothing is due a second time meanwhile.
                "serai.stock.interval",
                "7d");
    }

    private static Merchants merchants(int each, WebhookReceiver store) {
        String aliexpress = IntStream.range(0, each)
                .mapToObj(i -> "swept,AE-" + i + ",aliexpress," + (1_005_006_000_000L + i / VARIANTS.size()) + ","
                        + VARIANTS.get(i % VARIANTS.size()) + ",,1,,,\n")
                .collect(Collectors.joining());
        String amazon = IntStream.range(0, each)
                .mapToObj(i -> "swept,FBA-" + i + ",amazon,,,FBA-" + i + ",1,,,\n")
                .collect(Collectors.joining());
        return Merchants.USUAL.and(
                "- { id: swept, platform: generic, apiKey: bench-key-0002, webhookUrl: \"" + store.url()
                        + "/from-serai\", signingSecret: \"" + WebhookReceiver.SECRET + "\" }\n",
                aliexpress + amazon);
    }

    /** Until all has been read and told that is due at this moment. */
    private static Sweep sweep(GatewayProcess gateway, World world, int each) throws Exception {
        long began = System.currentTimeMillis();
        long products = world.aliexpress().requests("product-get");
        long summaries = world.amazon().requests("inventory-summaries");
        long batches = world.store().asked("webhook");
        Duration cpu = gateway.cpu();
        gateway.untilComplete();
        try (Books books = new Books(gateway.data())) {
            Took took = await(books, each, began);
            return new Sweep(
                    took,
                    world.aliexpress().requests("product-get") - products,
                    world.amazon().requests("inventory-summaries") - summaries,
                    world.store().asked("webhook") - batches,
                    gateway.cpu().minus(cpu));
        }
    }

    private static Took await(Books books, int each, long began) throws SQLException, InterruptedException {
        Duration aliexpress = Duration.ZERO;
        Duration amazon = Duration.ZERO;
        while (true) {
            Duration now = Duration.ofMillis(System.currentTimeMillis() - began);
            // The usual stores list one thing more.
            boolean readThere = books.read("aliexpress", began) == each + 1;
            boolean readHere = books.read("amazon", began) == each;
            aliexpress = readThere && aliexpress.isZero() ? now : aliexpress;
            amazon = readHere && amazon.isZero() ? now : amazon;
            if (readThere && readHere && books.told() > 0 && books.untold() == 0) {
                return new Took(aliexpress, amazon, now);
            }
            if (now.compareTo(MOST) > 0) {
                throw new IllegalStateException("after " + MOST + " only " + books.read("aliexpress", began) + " and "
                        + books.read("amazon", began) + " are read, and " + books.untold() + " not told");
            }
            Thread.sleep(200);
        }
    }

    private static List<Figure> figures(String what, int each, Sweep sweep) {
        int products = Math.ceilDiv(each, VARIANTS.size());
        int questions = Math.ceilDiv(each, SKUS_A_CALL);
        return List.of(
                Figure.below(
                        what + ": " + Figure.count(each) + " read at AliExpress",
                        AcceptBench.seconds(sweep.took().aliexpress()),
                        sweep.took().aliexpress().toMillis() / 1e3,
                        // A tenth more than the pace allows, and the start of the gateway.
                        products * 1.1 / ALIEXPRESS_PACE + 5,
                        "s"),
                Figure.plain(
                        "… calls",
                        Figure.count((double) sweep.products()) + ", "
                                + rate(sweep.products(), sweep.took().aliexpress())),
                Figure.below(
                        what + ": " + Figure.count(each) + " read at Amazon",
                        AcceptBench.seconds(sweep.took().amazon()),
                        sweep.took().amazon().toMillis() / 1e3,
                        questions * 1.1 / AMAZON_PACE + 5,
                        "s"),
                Figure.plain(
                        "… calls",
                        Figure.count((double) sweep.summaries()) + ", "
                                + rate(sweep.summaries(), sweep.took().amazon())),
                Figure.plain(
                        "… until the store had all of it",
                        AcceptBench.seconds(sweep.took().store())),
                Figure.plain("… batches to the store", Figure.count((double) sweep.batches())),
                Figure.plain(
                        "… the gateway's CPU time",
                        AcceptBench.seconds(sweep.cpu()) + ", "
                                + Figure.count((double) sweep.cpu().toMillis()
                                        / Math.max(1, sweep.took().store().toMillis()))
                                + " cores"));
    }

    private static String rate(long calls, Duration time) {
        return Figure.count(calls * 1e3 / Math.max(1, time.toMillis())) + "/s";
    }
}
