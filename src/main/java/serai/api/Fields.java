package serai.api;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import serai.base.Json;
import serai.http.Problem;
import serai.http.ProblemException;

/** A request's JSON object, read strictly: unknown fields are refused, and all faults are told at once. */
final class Fields {
    private static final ObjectReader READER =
            Json.mapper().reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    private static final int LONGEST_REASON = 500;

    private final JsonNode object;
    private final String pointer;
    private final List<Problem.Fault> faults;

    private Fields(JsonNode object, String pointer, List<Problem.Fault> faults) {
        this.object = object;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** The body as JSON. @throws ProblemException 400 if it is none */
    static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? JsonNodeFactory.instance.missingNode() : READER.readTree(body);
        } catch (IOException e) {
            throw invalid(List.of(new Problem.Fault("", "is not JSON in UTF-8, or has a field twice")));
        }
    }

    /** The body as an object with no other fields than these; no body is an empty object. */
    static Fields of(byte[] body, String... known) {
        JsonNode node = json(body);
        return of(node.isMissingNode() ? JsonNodeFactory.instance.objectNode() : node, "", new ArrayList<>(), known);
    }

    static Fields of(JsonNode node, String pointer, List<Problem.Fault> faults, String... known) {
        Fields fields = new Fields(node, pointer, faults);
        if (!node.isObject()) {
            faults.add(new Problem.Fault(pointer, "must be an object"));
        }
        Set<String> names = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                fields.fault(name, "is no field of this; known are " + new TreeSet<>(names));
            }
        });
        return fields;
    }

    /** An object in this one; an empty one when it is left out. */
    Fields inner(String name, String... known) {
        JsonNode node = object.path(name);
        boolean absent = node.isMissingNode() || node.isNull();
        return of(absent ? JsonNodeFactory.instance.objectNode() : node, pointer + "/" + name, faults, known);
    }

    JsonNode at(String name) {
        return object.path(name);
    }

    boolean has(String name) {
        return !object.path(name).isMissingNode() && !object.path(name).isNull();
    }

    void fault(String name, String detail) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        faults.add(new Problem.Fault(pointer + (name.isEmpty() ? "" : "/" + escaped), detail));
    }

    /** A text; empty when it is left out. */
    String text(String name, int most) {
        JsonNode node = object.path(name);
        if (!has(name)) {
            return "";
        }
        if (!node.isTextual() || node.textValue().length() > most) {
            fault(name, "must be a text of at most " + most + " characters");
            return "";
        }
        return node.textValue();
    }

    /** Why the caller does it: every change asks. */
    String reason() {
        String reason = text("reason", LONGEST_REASON).strip();
        if (reason.isEmpty() && faults.isEmpty()) {
            fault("reason", "say why, in a few words; it goes into the audit book");
        }
        return reason;
    }

    /** The reason in a body that holds nothing else. */
    static String onlyReason(byte[] body) {
        Fields fields = of(body, "reason");
        String reason = fields.reason();
        fields.check();
        return reason;
    }

    boolean flag(String name) {
        JsonNode node = object.path(name);
        if (has(name) && !node.isBoolean()) {
            fault(name, "must be true or false");
        }
        return node.asBoolean(false);
    }

    /** A number between two others; {@code usual} when it is left out. */
    BigDecimal number(String name, String least, String most, String usual) {
        JsonNode node = object.path(name);
        if (!has(name)) {
            return new BigDecimal(usual);
        }
        if (!node.isNumber()
                || node.decimalValue().compareTo(new BigDecimal(least)) < 0
                || node.decimalValue().compareTo(new BigDecimal(most)) > 0) {
            fault(name, "must be a number from " + least + " to " + most);
            return new BigDecimal(usual);
        }
        return node.decimalValue();
    }

    /** Ends the reading. @throws ProblemException 400 with every fault, if there is any */
    void check() {
        if (!faults.isEmpty()) {
            throw invalid(faults);
        }
    }

    static ProblemException invalid(List<Problem.Fault> faults) {
        Problem.Fault first = faults.getFirst();
        String detail = (first.pointer().isEmpty() ? "the body " : first.pointer() + " ") + first.detail();
        return new ProblemException(Problem.Kind.INVALID_REQUEST.because(detail, List.copyOf(faults)));
    }
}
