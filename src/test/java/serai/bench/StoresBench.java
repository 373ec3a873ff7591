package serai.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import serai.simulator.shop.ShopifyShop;
import serai.simulator.shop.WebhookReceiver;
import serai.simulator.shop.WooCommerceShop;

/** What it costs to be connected to many stores that can be told: a third each of Shopify, WooCommerce and generic ones. */
final class StoresBench implements Lab.Part {
    /** Until the first look into each store is over and what was compiled at start is compiled. */
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private static final Duration IDLE = Duration.ofSeconds(30);

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int stores : new int[] {3, 100, 500}) {
            figures.addAll(measure(lab, stores));
        }
        return figures;
    }

    private static List<Figure> measure(Lab lab, int stores) throws Exception {
        try (ShopifyShop shopify = new ShopifyShop(0);
                WooCommerceShop wooCommerce = new WooCommerceShop();
                WebhookReceiver receiver = new WebhookReceiver()) {
            Merchants merchants = Merchants.USUAL.and(
                    IntStream.range(0, stores)
                            .mapToObj(store -> store(store, shopify, wooCommerce, receiver))
                            .collect(Collectors.joining()),
                    "");
            int rounds = lab.times(3, 1);
            double[] first = new double[rounds];
            double[] complete = new double[rounds];
            List<Figure> idle = List.of();
            for (int i = 0; i < rounds; i++) {
                try (GatewayProcess gateway =
                        lab.gateway("stores-" + stores, merchants, StartBench.NO_SUPPLIER, Map.of())) {
                    first[i] = gateway.untilFirstAccepted().toMillis() / 1e3;
                    complete[i] = gateway.untilComplete().toMillis() / 1e3;
                    if (i == rounds - 1) {
                        idle = idle(lab, gateway, stores);
                    }
                }
            }
            String of = Figure.count(stores) + " stores: ";
            List<Figure> figures = new ArrayList<>();
            figures.add(
                    Figure.below(of + "start to first 202", Figure.spread(" s", first), Figure.median(first), 4, "s"));
            figures.add(Figure.plain("… until every store can be told", Figure.spread(" s", complete)));
            figures.addAll(idle);
            return figures;
        }
    }

    private static List<Figure> idle(Lab lab, GatewayProcess gateway, int stores) throws Exception {
        Thread.sleep(lab.quick() ? SETTLE.dividedBy(4) : SETTLE);
        Duration cpu = gateway.cpu();
        Thread.sleep(IDLE);
        double cores = (double) gateway.cpu().minus(cpu).toMillis() / IDLE.toMillis();
        long resident = gateway.residentMiB();
        long threads = gateway.threads();
        long began = System.nanoTime();
        gateway.stop();
        Duration stopped = Duration.ofNanos(System.nanoTime() - began);
        return List.of(
                stores == 100
                        ? Figure.below("… idle CPU", percent(cores), cores * 100, 5, "% of a core")
                        : Figure.plain("… idle CPU", percent(cores)),
                Figure.plain("… idle resident memory", resident + " MiB"),
                Figure.plain("… idle threads", Figure.count((double) threads)),
                Figure.plain("… told to stop until it has", AcceptBench.seconds(stopped)));
    }

    private static String percent(double cores) {
        return Figure.count(cores * 100) + " % of a core";
    }

    private static String store(
            int number, ShopifyShop shopify, WooCommerceShop wooCommerce, WebhookReceiver receiver) {
        String id = "told-" + number;
        String entry = "- { id: " + id + ", apiKey: bench-key-0002, ";
        return switch (number % 3) {
            case 0 -> {
                String url = shopify.add(id, "shpat_" + id, "USD").url();
                yield entry + "platform: shopify, webhookSecret: bench-secret, adminUrl: \"" + url
                        + "\", adminToken: shpat_" + id + " }\n";
            }
            case 1 ->
                entry + "platform: woocommerce, webhookSecret: bench-secret, adminUrl: \"" + wooCommerce.url()
                        + "\", consumerKey: " + WooCommerceShop.KEY + ", consumerSecret: " + WooCommerceShop.SECRET
                        + " }\n";
            default ->
                entry + "platform: generic, webhookUrl: \"" + receiver.url() + "/" + id + "\", signingSecret: \""
                        + WebhookReceiver.SECRET + "\" }\n";
        };
    }
}
