package serai.store;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import serai.base.Json;

/** Raw bytes on their way to a JSON object. */
final class Body {
    static final int MAX_ID = 128;
    private static final ObjectReader READER =
            Json.mapper().reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private Body() {}

    /** The body as a JSON object; empty, with one problem added, when it is none. */
    static Optional<Field> object(byte[] bytes, List<Problem> problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode root = READER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            Field field = Field.root(root, problems);
            if (root.isObject()) {
                return Optional.of(field);
            }
            field.problem(
                    root.isMissingNode()
                            ? "is empty; send the order as one JSON object"
                            : "must be one JSON object, was " + field.kind());
        } catch (CharacterCodingException e) {
            problems.add(new Problem("", "is not UTF-8; send JSON in UTF-8"));
        } catch (JsonProcessingException e) {
            problems.add(problem(e));
        }
        return Optional.empty();
    }

    /**
     * The first member of that name at the top level, when it is a whole number or a text of 1 to 128 characters. Reads no
     * further than that, so the rest of the body may be anything.
     */
    static Optional<String> id(byte[] bytes, String member) {
        try (JsonParser parser = Json.mapper().createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = member.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted) {
                    boolean id = value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_STRING;
                    return Optional.ofNullable(id ? parser.getText() : null).filter(Body::isId);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether a text can name an order or a line: not blank, no control characters, no half of a surrogate pair. */
    static boolean isId(String text) {
        return !text.isBlank()
                && text.length() <= MAX_ID
                && text.chars().noneMatch(Character::isISOControl)
                && wellFormed(text);
    }

    /** Whether every surrogate has its other half. */
    static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
    }

    /** The parser's own message quotes the body, which may hold personal data; so it is not passed on. */
    private static Problem problem(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        var where = e.getLocation();
        String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        if (e instanceof StreamConstraintsException) {
            return new Problem(
                    "",
                    message.contains("nesting")
                            ? "is nested more than 64 levels deep" + place + "; no order needs that"
                            : "holds a number, name or text longer than any order needs" + place);
        }
        if (e instanceof JsonEOFException) {
            return new Problem("", "ends in the middle" + place + "; send all of it");
        }
        if (e instanceof MismatchedInputException) {
            return new Problem("", "has something after its end" + place + "; send one JSON object");
        }
        if (e instanceof JsonParseException twice && message.startsWith("Duplicate field")) {
            return new Problem(pointer(twice), "is there twice; keep one of the two");
        }
        return new Problem("", "is not JSON" + place + "; check quotes, commas and brackets there");
    }

    private static String pointer(JsonParseException e) {
        JsonParser parser = e.getProcessor();
        return parser == null ? "" : parser.getParsingContext().pathAsPointer().toString();
    }
}
