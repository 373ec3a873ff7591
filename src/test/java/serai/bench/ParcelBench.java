package serai.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import serai.fixture.Rig;
import serai.fixture.TestOrder;
import serai.fixture.Webhooks;
import serai.simulator.Parcel;
import serai.simulator.PushSender;
import serai.simulator.Simulator;

/**
 * Purchases of a Shopify, a WooCommerce and a generic store are shipped within a minute: how long until the store has each
 * parcel's number? Once with a signed push message for each, once without any. Supplier and stores answer after 150 ms.
 */
final class ParcelBench implements Lab.Part {
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofSeconds(20);

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(run(lab, lab.times(300, 60), true));
        // One look at each within the interval: 7.5 a second of the 10 that the errand pace allows.
        figures.addAll(run(lab, lab.times(150, 60), false));
        return figures;
    }

    private static List<Figure> run(Lab lab, int parcels, boolean told) throws Exception {
        Map<String, String> keys = told ? Map.of() : Map.of("serai.progress.interval", INTERVAL.toSeconds() + "s");
        try (Simulator supplier = Simulator.start("aliexpress");
                ToldStores stores = new ToldStores();
                GatewayProcess gateway = lab.gateway("parcels", stores.merchants(), supplier.url(), keys)) {
            supplier.latency(SweepBench.LATENCY);
            gateway.untilFirstAccepted();
            try (Books books = new Books(gateway.data());
                    HttpClient client = HttpClient.newHttpClient()) {
                for (int i = 0; i < parcels; i++) {
                    order(client, gateway, stores, i);
                }
                List<Books.Bought> bought = bought(books, parcels);
                Duration cpu = gateway.cpu();
                List<Arrival> arrivals = shipAll(supplier, gateway, stores, bought, told);
                return figures(arrivals, told, gateway.cpu().minus(cpu));
            }
        }
    }

    /** From the moment at which the supplier shipped, and told us of it, to the moment at which the store had the number. */
    private record Arrival(String store, Duration took) {}

    private static void order(HttpClient client, GatewayProcess gateway, ToldStores stores, int number)
            throws IOException, InterruptedException {
        long id = 7_000L + number;
        switch (number % 3) {
            case 0 -> {
                Webhooks.Delivery paid = Webhooks.shopify("orders/paid", id, "paid", 1, "aliexpress");
                stores.shopify(new String(paid.body(), StandardCharsets.UTF_8));
                post(client, gateway, Rig.SHOPIFY, "/webhooks/shopify", paid.body(), paid.headers());
            }
            case 1 -> {
                Webhooks.Delivery paid = Webhooks.wooCommerce("order.created", id, "processing", 1, "aliexpress");
                stores.wooCommerce(id);
                post(client, gateway, Rig.WOOCOMMERCE, "/webhooks/woocommerce", paid.body(), paid.headers());
            }
            default ->
                post(
                        client,
                        gateway,
                        Rig.STORE,
                        "/orders",
                        TestOrder.anOrder(Long.toString(id)).json().getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/json", "Authorization", "Bearer " + Rig.STORE_KEY));
        }
    }

    private static void post(
            HttpClient client,
            GatewayProcess gateway,
            String store,
            String path,
            byte[] body,
            Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/stores/" + store + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status / 100 != 2) {
            throw new IllegalStateException(store + path + " was answered " + status);
        }
    }

    private static List<Books.Bought> bought(Books books, int parcels) throws Exception {
        long end = System.nanoTime() + MOST.toNanos();
        while (true) {
            List<Books.Bought> bought = books.bought().stream()
                    .filter(each -> ToldStores.IDS.contains(each.store()))
                    .toList();
            if (bought.size() == parcels) {
                return bought;
            }
            if (System.nanoTime() > end) {
                throw new Lab.OrderLost(
                        bought.size() + " of " + parcels + " orders were bought; attempts: " + books.outcomes());
            }
            Thread.sleep(100);
        }
    }

    private static List<Arrival> shipAll(
            Simulator supplier, GatewayProcess gateway, ToldStores stores, List<Books.Bought> bought, boolean told)
            throws Exception {
        URI messages = URI.create("http://127.0.0.1:" + gateway.port() + "/providers/aliexpress/messages");
        long each = WITHIN.toNanos() / bought.size();
        long began = System.nanoTime();
        try (Arrivals arrivals = new Arrivals(stores)) {
            for (int i = 0; i < bought.size(); i++) {
                long early = began + i * each - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(Duration.ofNanos(early));
                }
                Books.Bought purchase = bought.get(i);
                String number = "LP%09dCN".formatted(i);
                supplier.ship(purchase.supplierOrderId(), Parcel.by("CAINIAO_STANDARD", number));
                arrivals.expect(purchase.store(), purchase.storeOrderId(), number);
                if (told) {
                    byte[] message = PushSender.message(purchase.supplierOrderId(), "OrderShipped", Instant.now());
                    int status = PushSender.send(messages, message).statusCode();
                    if (status != 200) {
                        throw new IllegalStateException("a push message was answered " + status);
                    }
                }
            }
            return arrivals.await(MOST).entrySet().stream()
                    .map(entry -> new Arrival(entry.getKey().store(), entry.getValue()))
                    .sorted(Comparator.comparing(Arrival::took))
                    .toList();
        }
    }

    private static List<Figure> figures(List<Arrival> arrivals, boolean told, Duration cpu) {
        List<Duration> all = arrivals.stream().map(Arrival::took).toList();
        String what = arrivals.size() + (told ? " shipped, each with a message" : " shipped, no message") + ": ";
        double p95 = share(all, 0.95).toMillis() / 1e3;
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.plain(what + "p50", AcceptBench.seconds(share(all, 0.5))));
        figures.add(
                told
                        ? Figure.below("… p95", AcceptBench.seconds(share(all, 0.95)), p95, 60, "s")
                        : Figure.plain("… p95", AcceptBench.seconds(share(all, 0.95))));
        figures.add(
                told
                        ? Figure.plain("… longest", AcceptBench.seconds(all.getLast()))
                        : Figure.below(
                                "… longest, with looks every " + INTERVAL.toSeconds() + " s",
                                AcceptBench.seconds(all.getLast()),
                                all.getLast().toMillis() / 1e3,
                                INTERVAL.toSeconds() + 10.0,
                                "s"));
        for (String store : ToldStores.IDS) {
            List<Duration> its = arrivals.stream()
                    .filter(arrival -> arrival.store().equals(store))
                    .map(Arrival::took)
                    .toList();
            figures.add(Figure.plain(
                    "… " + ToldStores.platform(store) + ", p50 and longest",
                    AcceptBench.seconds(share(its, 0.5)) + ", " + AcceptBench.seconds(its.getLast())));
        }
        figures.add(Figure.plain("… the gateway's CPU time", AcceptBench.seconds(cpu)));
        return figures;
    }

    /** @param sorted ascending */
    private static Duration share(List<Duration> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(sorted.size() * share) - 1));
    }
}
