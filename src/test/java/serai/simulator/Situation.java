package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A symptom that is switched on: one file of {@code situations/}, narrowed by what follows its name. Narrowing takes
 * effect at once; requests that came before it are not undone.
 */
public final class Situation {
    /** Where in the work on a request a situation strikes. */
    enum Phase {
        /** Nothing was read, nothing bought. */
        BEFORE,
        /** Signature, token and shape were found good; nothing bought. */
        CHECKED,
        /** Bought and remembered; only the answer suffers. */
        AFTER
    }

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final String name;
    private final JsonNode file;
    private final @Nullable ResponseDefinition response;
    private final AtomicInteger left = new AtomicInteger(NO_LIMIT);
    private final AtomicLong struck = new AtomicLong();
    private final Map<String, String> options = new ConcurrentHashMap<>();
    private volatile Phase phase;
    private volatile List<String> on;
    private volatile String reference = "";
    private volatile String sku = "";
    private volatile Instant until = Instant.MAX;

    Situation(String name, JsonNode file) {
        this.name = name;
        this.file = file;
        this.response =
                file.has("response") ? Json.read(file.get("response").toString(), ResponseDefinition.class) : null;
        this.phase = Phase.valueOf(file.path("when").asText("before").toUpperCase(java.util.Locale.ROOT));
        this.on = StreamSupport.stream(file.path("on").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        file.path("options")
                .properties()
                .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
    }

    /** Only the next {@code n} requests that it fits. */
    public Situation times(int n) {
        left.set(n);
        return this;
    }

    /** Only requests of these mappings, such as {@code order-create}. */
    public Situation on(String... mappings) {
        on = List.of(mappings);
        return this;
    }

    /** Only requests about this reference of the caller. */
    public Situation reference(String wanted) {
        reference = wanted;
        return this;
    }

    /** Only requests that contain a line of this SKU or product. */
    public Situation sku(String wanted) {
        sku = wanted;
        return this;
    }

    /** Only for so long from now, by this machine's clock. */
    public Situation lasting(Duration time) {
        until = Instant.now().plus(time);
        return this;
    }

    /** Strikes after the purchase was made and remembered, whatever the file says. */
    public Situation afterAccepting() {
        phase = Phase.AFTER;
        return this;
    }

    /** A value for the answer's template, such as {@code code}; {@code delay} (a duration) delays the answer. */
    public Situation option(String key, String value) {
        options.put(key, value);
        return this;
    }

    /** How many requests it struck. */
    public long struck() {
        return struck.get();
    }

    /** The name of its file. */
    public String name() {
        return name;
    }

    /** Requests it will still strike; {@link Integer#MAX_VALUE} without a limit. */
    int left() {
        return left.get();
    }

    boolean spent() {
        return left.get() <= 0 || Instant.now().isAfter(until);
    }

    Phase phase() {
        return phase;
    }

    Optional<ResponseDefinition> response() {
        return Optional.ofNullable(response);
    }

    String action() {
        return file.path("action").asText();
    }

    String variant() {
        return file.path("variant").asText();
    }

    Map<String, String> options() {
        return options;
    }

    /** What it writes onto a purchase that is made while it strikes; an option of the same name goes before the file. */
    Map<String, String> marks() {
        var marks = new LinkedHashMap<String, String>();
        file.path("marks")
                .properties()
                .forEach(entry -> marks.put(
                        entry.getKey(),
                        options.getOrDefault(entry.getKey(), entry.getValue().asText())));
        return marks;
    }

    /** Takes one of the strikes that are left if the request fits. */
    boolean strikes(String mapping, String itsReference, String itsText) {
        if (!action().isEmpty() || spent() || !fits(mapping, itsReference, itsText)) {
            return false;
        }
        if (left.getAndUpdate(n -> n == NO_LIMIT || n <= 0 ? n : n - 1) <= 0) {
            return false;
        }
        struck.incrementAndGet();
        return true;
    }

    private boolean fits(String mapping, String itsReference, String itsText) {
        // What lies beside an order's own calls suffers only when it is named.
        boolean beside = mapping.startsWith("token-") || mapping.startsWith("address-");
        boolean here = on.isEmpty() ? !beside : on.contains(mapping) || on.contains("*");
        return here
                && (reference.isEmpty() || reference.equals(itsReference))
                && (sku.isEmpty() || itsText.contains("\"" + sku + "\""));
    }
}
