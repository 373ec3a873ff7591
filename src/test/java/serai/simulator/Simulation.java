package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import serai.base.Json;
import serai.simulator.Rules.Verdict;

/**
 * What happens to each request of one supplier: active situations, then checks, then memory, then the answer. A mapping
 * says by {@code transformerParameters} what it is; without any it is answered as WireMock would.
 */
final class Simulation implements ResponseDefinitionTransformerV2 {
    private final Supplier supplier;
    private final Optional<Rules> rules;
    private final Tokens tokens;
    private final Purchases purchases;
    private final Counts counts = new Counts();
    private final List<Situation> situations = new CopyOnWriteArrayList<>();
    private final AtomicLong requestIds = new AtomicLong(1_493);
    private volatile Duration latency = Duration.ZERO;
    private volatile Duration ahead = Duration.ZERO;

    Simulation(Supplier supplier) {
        this.supplier = supplier;
        this.rules = supplier.rules();
        JsonNode settings = supplier.settings();
        this.tokens = new Tokens(texts(settings.path("accessTokens")), texts(settings.path("refreshTokens")));
        this.purchases = new Purchases(settings.path("firstOrderId").asLong(1));
    }

    @Override
    public String getName() {
        return "simulation";
    }

    @Override
    public boolean applyGlobally() {
        return true;
    }

    Purchases purchases() {
        return purchases;
    }

    Tokens tokens() {
        return tokens;
    }

    Counts counts() {
        return counts;
    }

    List<Situation> situations() {
        return situations;
    }

    void latency(Duration latency) {
        this.latency = latency;
    }

    void advance(Duration time) {
        ahead = ahead.plus(time);
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        if (event.getStubMapping() == null) {
            return event.getResponseDefinition();
        }
        String mapping = Optional.ofNullable(event.getStubMapping().getName()).orElse("");
        var asked = Asked.of(event.getRequest());
        counts.count(mapping, asked.path());
        var turn = new Turn(mapping, asked, parameters(event), event.getResponseDefinition());
        ResponseDefinition answer = turn.answer();
        boolean ownDelay = answer.getFixedDelayMilliseconds() != null;
        return ownDelay || latency.isZero()
                ? answer
                : ResponseDefinitionBuilder.like(answer)
                        .withFixedDelay((int) restOfLatency(event))
                        .build();
    }

    /** What is left of the latency since the request arrived, so that our own work does not add to it. */
    private long restOfLatency(ServeEvent event) {
        Instant arrived = event.getRequest().getLoggedDate().toInstant();
        long worked = Duration.between(arrived, Instant.now()).toMillis();
        return Math.max(0, latency.toMillis() - Math.max(0, worked));
    }

    private static JsonNode parameters(ServeEvent event) {
        Parameters parameters = event.getResponseDefinition().getTransformerParameters();
        return parameters == null
                ? JsonNodeFactory.instance.objectNode()
                : Json.mapper().valueToTree(parameters);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** The work on one request. */
    private final class Turn {
        private final Asked asked;
        private final JsonNode rule;
        private final ResponseDefinition stub;
        private final String reference;
        private final List<Situation> struck;
        private final Map<String, Object> model = new LinkedHashMap<>();

        Turn(String mapping, Asked asked, JsonNode rule, ResponseDefinition stub) {
            this.asked = asked;
            this.rule = rule;
            this.stub = stub;
            this.reference = text(rule.path("reference"));
            String text = reference
                    + '\n'
                    + asked.body()
                    + String.join("\n", asked.parameters().values());
            this.struck = situations.stream()
                    .filter(each -> each.strikes(mapping, reference, text))
                    .toList();
            situations.removeIf(each -> each.action().isEmpty() && each.spent());
        }

        ResponseDefinition answer() {
            Instant now = now();
            model.put("requestId", "210131d11767226" + requestIds.incrementAndGet());
            model.put("now", Date.from(now));
            model.put("nowMillis", now.toEpochMilli());
            model.put("parameter", asked.parameters());
            model.put("path", asked.segments());
            model.put("reference", reference);
            var options = new LinkedHashMap<String, String>();
            struck.forEach(each -> options.putAll(each.options()));
            model.put("option", options);
            return symptom(Situation.Phase.BEFORE).orElseGet(this::checked);
        }

        private ResponseDefinition checked() {
            for (JsonNode check : rule.path("checks")) {
                Verdict verdict = rules.orElseThrow(
                                () -> new IllegalArgumentException(supplier.name() + " has checks but no rules"))
                        .judge(check.asText(), asked, tokens, supplier.settings());
                switch (verdict) {
                    case Verdict.Passed passed -> model.putAll(passed.model());
                    case Verdict.Refused refused -> {
                        model.putAll(refused.model());
                        return rendered(stub, refused.status(), refused.file());
                    }
                }
            }
            return symptom(Situation.Phase.CHECKED).orElseGet(this::served);
        }

        private ResponseDefinition served() {
            ResponseDefinition usual = rule.has("purchase")
                    ? bought(rule.path("purchase"))
                    : rule.has("lookUp") ? lookedUp(rule.path("lookUp")) : usual();
            return symptom(Situation.Phase.AFTER).orElse(usual);
        }

        private ResponseDefinition bought(JsonNode how) {
            var marks = new LinkedHashMap<String, String>();
            struck.forEach(each -> marks.putAll(each.marks()));
            int orders = Integer.parseInt(marks.getOrDefault("orders", "1"));
            var result = purchases.buy(
                    reference,
                    now(),
                    how.has("window") ? Duration.parse(how.path("window").asText()) : null,
                    orders,
                    asked.at(how.path("document").asText()),
                    asked.at(how.path("lines").asText()),
                    marks);
            describe(result.purchase());
            JsonNode repeat = how.path("repeat");
            return result.repeated() && !repeat.isMissingNode()
                    ? rendered(
                            stub,
                            repeat.path("status").asInt(200),
                            repeat.path("file").asText())
                    : usual();
        }

        private ResponseDefinition lookedUp(JsonNode how) {
            if (how.has("marks")) {
                purchases.mark(reference, marks(how.path("marks")));
            }
            Optional<Purchase> found =
                    how.has("id") ? purchases.readById(text(how.path("id"))) : purchases.readByReference(reference);
            if (found.isEmpty()) {
                JsonNode missing = how.path("missing");
                return rendered(
                        stub,
                        missing.path("status").asInt(404),
                        missing.path("file").asText());
            }
            describe(found.get());
            return usual();
        }

        private void describe(Purchase purchase) {
            String marked = purchase.marks().get("statuses");
            List<String> statuses =
                    marked == null ? texts(supplier.settings().path("statuses")) : List.of(marked.split(","));
            int step = Math.min(Math.max(purchase.reads() - 1, 0), statuses.size() - 1);
            var seen = new LinkedHashMap<String, Object>();
            seen.put("reference", purchase.reference());
            seen.put("id", purchase.ids().isEmpty() ? "" : purchase.ids().get(0));
            seen.put("ids", purchase.ids());
            seen.put("at", Date.from(purchase.lastAt()));
            seen.put("status", step < 0 ? "" : statuses.get(step));
            seen.put("request", plain(purchase.request()));
            seen.put("lines", plain(purchase.lines()));
            seen.put("marks", purchase.marks());
            model.put("purchase", seen);
        }

        /** The answer of the first situation of this phase that brings one. */
        private Optional<ResponseDefinition> symptom(Situation.Phase phase) {
            return struck.stream()
                    .filter(each -> each.phase() == phase)
                    .flatMap(each -> each.response().stream())
                    .findFirst()
                    .map(response -> rendered(response, response.getStatus(), response.getBodyFileName()));
        }

        private ResponseDefinition usual() {
            return rendered(stub, stub.getStatus(), stub.getBodyFileName());
        }

        private ResponseDefinition rendered(ResponseDefinition like, int status, @Nullable String file) {
            var answer = ResponseDefinitionBuilder.like(like)
                    .withStatus(status)
                    .withTransformerParameters(Map.of())
                    .withHeaders(headers(like, status));
            if (file != null) {
                String variant = struck.stream()
                        .map(Situation::variant)
                        .filter(each -> !each.isEmpty())
                        .findFirst()
                        .orElse("");
                answer = answer.withBodyFile(null).withBody(supplier.answer(file, variant, model));
            }
            String delay = struck.stream()
                    .map(each -> each.options().get("delay"))
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse("");
            return delay.isEmpty()
                    ? answer.build()
                    : answer.withFixedDelay((int) Durations.parse(delay).toMillis())
                            .build();
        }

        /** The answer's headers, placeholders filled, and those that the mapping grants to this status only. */
        private HttpHeaders headers(ResponseDefinition like, int status) {
            var headers = new ArrayList<HttpHeader>();
            if (like.getHeaders() != null) {
                like.getHeaders()
                        .all()
                        .forEach(each -> headers.add(
                                HttpHeader.httpHeader(each.key(), supplier.filled(each.firstValue(), model))));
            }
            rule.path("headersFor")
                    .path(Integer.toString(status))
                    .properties()
                    .forEach(each -> headers.add(HttpHeader.httpHeader(
                            each.getKey(), supplier.filled(each.getValue().asText(), model))));
            return new HttpHeaders(headers);
        }

        private String text(JsonNode place) {
            return place.isMissingNode() ? "" : asked.at(place.asText()).asText();
        }

        private static Map<String, String> marks(JsonNode fields) {
            var marks = new LinkedHashMap<String, String>();
            fields.properties()
                    .forEach(each -> marks.put(each.getKey(), each.getValue().asText()));
            return marks;
        }

        private static Object plain(JsonNode json) {
            return json.isMissingNode() ? Map.of() : Json.mapper().convertValue(json, Object.class);
        }
    }
}
