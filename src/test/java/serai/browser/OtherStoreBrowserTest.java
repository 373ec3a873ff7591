package serai.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.base.Json;
import serai.fixture.Patience;

/**
 * A merchant's own staff and the things of another store: every address there is, with the other store's ids, read and
 * written. A new address is walked by itself; one with a new kind of parameter fails here until its foreign value is known.
 */
class OtherStoreBrowserTest {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    /** Words that stand in the foreign order and nowhere else. */
    private static final String SECRET = "Quillfeather";

    private static final String NUMBER = "T-7001";

    /** What ends one's own sessions is nobody else's. */
    private static final Set<String> OWN =
            Set.of("/console/sign-out", "/console/account/sign-out-everywhere", "/console/sign-in");

    @RegisterExtension
    final Desk desk = new Desk();

    private String letter = "";
    private String order = "";
    private String replay = "";
    private String view = "";

    @BeforeEach
    void makeThingsOfAnotherStore() throws IOException {
        Support support = desk.outage().support();
        letter = desk.outage().dead(Sale.order(NUMBER).of("URN-SILVER").by("Petra " + SECRET, "petra@example.com"));
        order = desk.outage().store("tea-house").read(NUMBER).json().path("id").asText();
        replay = support.read("replays?limit=100")
                .path("items")
                .valueStream()
                .filter(one -> one.path("actor").asText().equals("support-token"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        view = "view-of-another";
        assertThat(List.of(letter, order, replay)).doesNotContain("");
    }

    @Test
    void nothingOfAnotherStoreIsShownAtAnyAddress() throws Exception {
        List<String> faults = new ArrayList<>();
        int walked = 0;
        for (Endpoint endpoint : Endpoint.all()) {
            if (endpoint.isRead()
                    && !endpoint.path().equals("/console/live")
                    && !endpoint.path().contains("/assets/")) {
                walked++;
                for (String asked :
                        List.of("", "?q=" + NUMBER, "?q=store%3Atea-house", "?store=tea-house&orderId=" + NUMBER)) {
                    HttpResponse<String> answer = send("GET", foreign(endpoint) + asked, "", "");
                    judgeRead(endpoint, asked, answer, faults);
                }
            }
        }

        assertThat(faults).isEmpty();
        assertThat(walked).isGreaterThan(25);
    }

    private void judgeRead(Endpoint endpoint, String asked, HttpResponse<String> answer, List<String> faults) {
        String what = endpoint + asked + " -> " + answer.statusCode();
        boolean namesIt =
                Pattern.compile(":(id|letter)\\b").matcher(endpoint.path()).find();
        // 503: no issuer is set here, so there is nowhere to depart to.
        if (answer.statusCode() >= 500 && !endpoint.path().equals("/console/sign-in/depart")) {
            faults.add(what);
        }
        // 400: the API takes no parameter that it does not know, before it looks for anything.
        boolean unknownParameter = answer.statusCode() == 400 && endpoint.isOfApi() && !asked.isEmpty();
        if (namesIt && !unknownParameter && !Set.of(303, 401, 403, 404).contains(answer.statusCode())) {
            faults.add(what + ": must not be found");
        }
        // What was asked for may stand in the field again; an answer of its own may not.
        String said = answer.body()
                .replace("store:tea-house", "")
                .replace("q=store%3Atea-house", "")
                .replace("?store=tea-house&amp;orderId", "");
        for (String foreign : List.of(SECRET, letter, order, "tea-house", "petra@")) {
            boolean echoed = answer.statusCode() >= 300 && !foreign.equals(SECRET);
            if (said.contains(foreign) && !echoed) {
                int at = said.indexOf(foreign);
                faults.add(what + " says " + said.substring(Math.max(0, at - 80), Math.min(said.length(), at + 60)));
            }
        }
    }

    @Test
    void nothingOfAnotherStoreIsChangedFromAnyAddress() throws Exception {
        String csrf = csrf();
        Support support = desk.outage().support();
        JsonNode before = support.read("dead-letters/" + letter);
        JsonNode channels = support.read("channels");
        List<String> faults = new ArrayList<>();
        int walked = 0;
        for (Endpoint endpoint : Endpoint.all()) {
            if (!endpoint.isRead() && !OWN.contains(endpoint.path())) {
                walked++;
                HttpResponse<String> answer = send(
                        endpoint.method(), foreign(endpoint), csrf, endpoint.isOfApi() ? json() : form(csrf, before));
                // A search that somebody keeps is of a person, not of a store.
                boolean namesIt =
                        endpoint.path().contains("/:id") && !endpoint.path().startsWith("/console/views/");
                if (answer.statusCode() >= 500 || (namesIt && answer.statusCode() / 100 != 4)) {
                    faults.add(endpoint + " -> " + answer.statusCode() + " "
                            + answer.headers().firstValue("location").orElse(""));
                }
            }
        }

        assertThat(faults).isEmpty();
        assertThat(walked).isGreaterThan(20);
        assertThat(support.read("dead-letters/" + letter)).isEqualTo(before);
        assertThat(states(support.read("channels"))).isEqualTo(states(channels));
        assertThat(actionsOfMia(support)).isSubsetOf("sign-in", "create-view", "start-replay");
        // A replay of her own may begin; what it is of lies within her stores, where this order is not.
        assertThat(support.read("audit?actor=mia&limit=200")
                        .path("items")
                        .valueStream()
                        .filter(entry -> entry.path("action").asText().equals("start-replay"))
                        .map(entry -> entry.path("affected").asInt(-1)))
                .allMatch(affected -> affected == 0);
    }

    /** What she did by these requests, as the audit book has it. */
    private static Set<String> actionsOfMia(Support support) {
        return support.read("audit?actor=mia&limit=200")
                .path("items")
                .valueStream()
                .map(entry -> entry.path("action").asText())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> states(JsonNode channels) {
        return channels.path("items")
                .valueStream()
                .collect(Collectors.toMap(
                        channel -> channel.path("name").asText(),
                        channel -> channel.path("state").asText()
                                + channel.path("heldBy").asText()));
    }

    private static String foreign(Endpoint endpoint) {
        return endpoint.with(parameter -> foreign(endpoint.path(), parameter));
    }

    /** The other store's value of a path's parameter. */
    private static String foreign(String path, String parameter) {
        if (path.contains("/remedies/:" + parameter)) {
            return "archive";
        }
        return switch (parameter) {
            case "id" -> "FOREIGN";
            case "name", "channel" -> "store-tea-house";
            case "action" -> "archive";
            case "steer" -> "cancel";
            default ->
                throw new AssertionError(
                        "no foreign value is known for the parameter :" + parameter + "; a new address needs one here");
        };
    }

    private HttpResponse<String> send(String method, String path, String csrf, String body) throws Exception {
        String kind = path.contains("/dead-letters/")
                ? letter
                : path.contains("/orders/")
                        ? order
                        : path.contains("/replays/") ? replay : path.contains("/stores/") ? "tea-house" : view;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(desk.outage().uri() + path.replace("FOREIGN", kind)))
                .timeout(Patience.QUIET)
                .header("Cookie", "serai-session=" + desk.outage().session(Staff.MIA))
                .header("Accept", "*/*");
        if (!csrf.isEmpty()) {
            request.header("X-CSRF-Token", csrf)
                    .header(
                            "Content-Type",
                            body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded");
        }
        return HTTP.send(
                request.method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String csrf() throws Exception {
        Matcher found = CSRF.matcher(send("GET", "/console/stores", "", "").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String json() {
        return Json.write(Map.of("reason", "curious", "filter", Map.of("orderId", NUMBER)));
    }

    /** All fields that any form has, filled in well. */
    private static String form(String csrf, JsonNode letter) {
        Map<String, String> fields = Map.ofEntries(
                Map.entry("csrf", csrf),
                Map.entry("reason", "curious"),
                Map.entry("version", letter.path("version").asText("1")),
                Map.entry("who", "mia"),
                Map.entry("for", "1h"),
                Map.entry("hours", "4"),
                Map.entry("text", "seen by another store"),
                Map.entry("name", "theirs"),
                Map.entry("q", "order:" + NUMBER),
                Map.entry("query", "order:" + NUMBER),
                Map.entry("seen", Instant.now().toString()),
                Map.entry("count", "1"),
                Map.entry("feature", "new-placements"),
                Map.entry("target", "store:tea-house"),
                Map.entry("scope", "store:tea-house"),
                Map.entry("supplierOrderId", "8198352049859999"),
                Map.entry("line1", "Elsewhere 1"));
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
