package serai.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.access.Account;
import serai.access.PasswordHash;
import serai.access.Proof;
import serai.access.Sessions;
import serai.access.Users;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.DeadLetters;
import serai.simulator.Simulator;

/**
 * Every page of the console over HTTP, of a gateway whose ledger is a {@link BigLedger}: from the request to the last byte of
 * the page, as an admin who sees all stores.
 */
final class PagesBench implements Lab.Part {
    private static final int WARM = 10;
    private static final int REQUESTS = 50;
    private static final double MOST_MILLIS = 200;
    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+)\">Older<");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Figure> figures = new ArrayList<>();

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        Path folder = lab.fresh("pages");
        int orders = lab.times(1_000_000, 20_000);
        Files.createDirectories(folder.resolve("data"));
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("users.yaml"),
                "- {name: ann, role: admin, password: \""
                        + PasswordHash.make("measured at night only").text() + "\"}\n");
        String cookie;
        DeadLetter letter;
        try (BigLedger big = BigLedger.fill(folder.resolve("data/ledger.db"), orders)) {
            cookie = signIn(big, config);
            letter = new DeadLetters(big.ledger())
                    .list(DeadLetterFilter.ALL, Optional.empty(), 1)
                    .getFirst();
        }
        try (Simulator aliexpress = Simulator.start("aliexpress");
                GatewayProcess gateway = GatewayProcess.start(
                        lab.home(), folder, Merchants.USUAL, aliexpress.url(), Map.of(), List.of())) {
            gateway.untilFirstAccepted();
            for (var page : pages(letter, gateway.port(), cookie).entrySet()) {
                time(page.getKey(), gateway.port(), page.getValue(), cookie);
            }
        }
        return List.copyOf(figures);
    }

    private static String signIn(BigLedger big, Path config) throws IOException {
        Clock clock = Clock.systemUTC();
        Users users = Users.load(config.resolve("users.yaml"), config, Map.of(), clock);
        Account ann = users.find("ann").orElseThrow().account();
        return new Sessions(big.ledger(), users, Sessions.Limits.USUAL)
                .open(ann, "127.0.0.1", Proof.PASSWORD, clock.instant());
    }

    private Map<String, String> pages(DeadLetter letter, int port, String cookie) throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        String one = "/console/dead-letters/" + letter.id();
        pages.put("Now", "/console?hours=6");
        pages.put("Now, 24 hours", "/console?hours=24");
        pages.put("all channels", "/console/channels");
        pages.put("incidents", "/console/incidents");
        pages.put("Dead letters", "/console/dead-letters");
        pages.put(
                "the next page of them",
                older(get(port, "/console/dead-letters", cookie).body()));
        pages.put("a group by store and SKU", "/console/dead-letters?q=cause:not-deliverable%20channel:aliexpress");
        pages.put("one store's", "/console/dead-letters?q=store:store-7");
        pages.put("search for a word", "/console/dead-letters?q=warehouse");
        pages.put("search for a phrase", "/console/dead-letters?q=%22region%207%20answered%22");
        pages.put("search for what is not there", "/console/dead-letters?q=nowhere-to-be-found");
        pages.put("the question before archiving all", "/console/dead-letters/bulk/archive?q=store:store-7");
        pages.put("one dead letter", one);
        pages.put("a remedy's form", one + "/remedies/replay");
        pages.put("a new replay of 100,000", "/console/replays/new");
        pages.put("its dry run", "/console/replays/rehearsal");
        pages.put("Replays", "/console/replays");
        pages.put("Orders", "/console/orders");
        pages.put("orders by state", "/console/orders?status=DEAD");
        pages.put("an order by number", "/console/orders?q=7000500");
        pages.put("orders by SKU", "/console/orders?q=SKU-1237");
        pages.put("one order", "/console/orders/" + letter.orderId().orElseThrow());
        pages.put("Stores", "/console/stores");
        pages.put("Audit", "/console/audit");
        pages.put("my account", "/console/account");
        return pages;
    }

    private static String older(String page) {
        Matcher found = OLDER.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("the list has one page only");
        }
        return found.group(1).replace("&amp;", "&");
    }

    private void time(String what, int port, String path, String cookie) throws Exception {
        for (int i = 0; i < WARM; i++) {
            get(port, path, cookie);
        }
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long began = System.nanoTime();
            get(port, path, cookie);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        double p95 = millis[REQUESTS * 95 / 100];
        figures.add(Figure.below(
                what,
                Figure.count(millis[REQUESTS / 2]) + " ms, p95 " + Figure.count(p95) + " ms",
                p95,
                MOST_MILLIS,
                "ms"));
    }

    private HttpResponse<String> get(int port, String path, String cookie) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Cookie", "serai-session=" + cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return answer;
    }
}
