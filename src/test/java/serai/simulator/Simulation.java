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
    private final Stock stock;
    private final Warehouse warehouse;
    private final Business business;
    private final Counts counts = new Counts();
    private final List<Situation> situations = new CopyOnWriteArrayList<>();
    private final AtomicLong requestIds = new AtomicLong(1_493);
    private volatile Duration latency = Duration.ZERO;
    private volatile Duration ahead = Duration.ZERO;

    Simulation(Supplier supplier) {
        this.supplier = supplier;
        this.rules = supplier.rules();
        JsonNode settings = supplier.settings();
        this.tokens =
                new Tokens(Telling.texts(settings.path("accessTokens")), Telling.texts(settings.path("refreshTokens")));
        Telling telling = new Telling(settings);
        this.stock = new Stock(settings.path("stock").asLong());
        this.purchases = new Purchases(settings.path("firstOrderId").asLong(1));
        this.business = new Business(purchases, telling, stock);
        this.warehouse = new Warehouse(purchases, telling, this::now);
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

    Stock stock() {
        return stock;
    }

    Warehouse warehouse() {
        return warehouse;
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

    /** The work on one request. */
    private final class Turn {
        private final Asked asked;
        private final JsonNode rule;
        private final ResponseDefinition stub;
        private final String reference;
        private final List<Situation> struck;
        private final Map<String, Object> model = new LinkedHashMap<>();
        private final Map<String, String> options = new LinkedHashMap<>();

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
            var marks = new LinkedHashMap<String, String>();
            struck.forEach(each -> marks.putAll(each.marks()));
            ResponseDefinition answer = business.serve(
                            new Business.Request(asked, rule, reference, marks, options, model, now()))
                    .map(instead -> rendered(stub, instead.status(), instead.file()))
                    .orElseGet(this::usual);
            return symptom(Situation.Phase.AFTER).orElse(answer);
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
    }
}
