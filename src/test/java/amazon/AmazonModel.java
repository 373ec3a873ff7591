package amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import serai.base.Json;

/** Amazon's own model of Fulfillment Outbound 2020-07-01; its Swagger 2.0 definitions are JSON Schema draft 4. */
final class AmazonModel {
    private static final Path FILE = Path.of("src/test/resources/amazon-models/fulfillmentOutbound_2020-07-01.json");

    private AmazonModel() {}

    static JsonNode model() {
        try {
            return Json.read(Files.readAllBytes(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the JSON as that definition; fields that the model does not have are allowed. */
    static List<String> problems(String definition, String json) {
        return problems(definition, json, false);
    }

    /** Likewise, and every field must be one that the model has. */
    static List<String> problemsStrictly(String definition, String json) {
        return problems(definition, json, true);
    }

    private static List<String> problems(String definition, String json, boolean strict) {
        ObjectNode definitions = (ObjectNode) model().path("definitions");
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
