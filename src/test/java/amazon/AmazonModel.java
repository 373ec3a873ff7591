package amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import serai.base.Json;
import serai.provider.Answer;
import serai.provider.Call;

/**
 * Amazon's own models of Fulfillment Outbound 2020-07-01 and FBA Inventory v1; their Swagger 2.0 definitions are JSON
 * Schema draft 4.
 */
final class AmazonModel {
    private static final String OUTBOUND = "fulfillmentOutbound_2020-07-01.json";
    private static final String INVENTORY = "fbaInventory.json";

    private AmazonModel() {}

    /** Fulfillment Outbound. */
    static JsonNode model() {
        return model(OUTBOUND);
    }

    private static JsonNode model(String file) {
        try {
            return Json.read(Files.readAllBytes(Path.of("src/test/resources/amazon-models", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the JSON as that definition; fields that the model does not have are allowed. */
    static List<String> problems(String definition, String json) {
        return problems(model(), definition, json, false);
    }

    /** Likewise, and every field must be one that the model has. */
    static List<String> problemsStrictly(String definition, String json) {
        return problems(model(), definition, json, true);
    }

    /**
     * What is wrong with a call and its answer: the path, each query parameter, and the body by its status. An answer that
     * is not JSON is nobody's to judge.
     */
    static List<String> problems(Call call, Answer answer) {
        for (String file : List.of(OUTBOUND, INVENTORY)) {
            JsonNode model = model(file);
            for (var path : model.path("paths").properties()) {
                JsonNode operation = path.getValue().path(call.method().toLowerCase(Locale.ROOT));
                if (!operation.isMissingNode()
                        && call.path().matches(path.getKey().replaceAll("\\{[^}]+}", "[^/]+"))) {
                    List<String> problems = new ArrayList<>(parameters(operation, call));
                    String reference = operation
                            .at("/responses/" + answer.status() + "/schema/$ref")
                            .asText();
                    if (reference.isEmpty()) {
                        problems.add("no answer " + answer.status() + " of " + path.getKey());
                    } else if (answer.body().startsWith("{")) {
                        String definition = reference.substring(reference.lastIndexOf('/') + 1);
                        problems.addAll(problems(model, definition, answer.body(), false));
                    }
                    return problems;
                }
            }
        }
        return List.of("no such operation: " + call.method() + " " + call.path());
    }

    private static List<String> parameters(JsonNode operation, Call call) {
        Map<String, String> sent = new HashMap<>();
        for (String pair : call.query().isEmpty() ? new String[0] : call.query().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            sent.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        List<String> problems = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asText();
            if (!parameter.path("in").asText().equals("query")) {
                continue;
            }
            String value = sent.remove(name);
            if (value == null) {
                if (parameter.path("required").asBoolean()) {
                    problems.add(name + " is missing");
                }
            } else if (parameter.has("maxItems")
                    && value.split(",", -1).length > parameter.path("maxItems").asInt()) {
                problems.add(name + " has too many items");
            } else if (parameter.has("enum")
                    && !parameter.path("enum").toString().contains('"' + value + '"')) {
                problems.add(name + " must not be " + value);
            }
        }
        sent.keySet().forEach(name -> problems.add(name + " is no parameter of the operation"));
        return problems;
    }

    private static List<String> problems(JsonNode model, String definition, String json, boolean strict) {
        ObjectNode definitions = (ObjectNode) model.path("definitions");
        if (strict) {
            definitions.forEach(node -> {
                if (node.has("properties") && node instanceof ObjectNode object) {
                    object.put("additionalProperties", false);
                }
            });
        }
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("$schema", "http://json-schema.org/draft-04/schema#");
        root.set("definitions", definitions);
        root.putArray("allOf").addObject().put("$ref", "#/definitions/" + definition);
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        try {
            return schema.validate(Json.read(json.getBytes(StandardCharsets.UTF_8))).stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
