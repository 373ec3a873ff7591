package serai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serai.base.Json;

/**
 * Takes personal data and secrets out of a request or an answer: every value whose field name says that it may hold
 * them. Reads JSON, form data, and JSON inside form data; any other text is shown only by its length.
 */
public final class Redaction {
    /** Stands where a value was. */
    public static final String HIDDEN = "•••";

    /** Nobody reads on a page what is longer, and to take it apart costs many times its memory. */
    private static final int LONGEST = 2_000_000;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]++=[^&]*+(?:&[A-Za-z0-9_.-]++=[^&]*+)*+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>()\"',;:]{1,64}@[^\\s@<>()\"',;:]{1,253}");
    /** With a country's code, or in groups; digits in a row are more often an order's number. */
    private static final Pattern PHONE = Pattern.compile("(?<![\\w+])(?:(?:\\+|00)[1-9](?:[ ()./-]{0,2}[0-9]){6,14}"
            + "|\\(?0[0-9]{1,4}\\)?[ /-][0-9]{2,4}(?:[ /-]?[0-9]{2,4}){1,3})(?![\\w])");

    private static final Set<String> NAMES = Set.of(
            "name",
            "firstname",
            "lastname",
            "address",
            "address1",
            "address2",
            "addressline1",
            "addressline2",
            "addressline3",
            "line1",
            "line2",
            "city",
            "zip",
            "postalcode",
            "postcode",
            "phone",
            "mobileno",
            "email",
            "cpf",
            "rutno",
            "sign",
            "oauthsignature",
            "session",
            "code",
            "company",
            "customertrackinglink",
            "buyername",
            "contactperson",
            "fullname",
            "districtorcounty",
            "account",
            "usernick",
            "buyerid",
            "nataddr",
            "ordermemo",
            "note",
            "customernote",
            "customeripaddress",
            "notificationemails");
    private static final Pattern PARTS = Pattern.compile(
            ".*(token|secret|password|passport|taxnumber|taxcompany|taxid|vatno|vatid|vatnumber|ioss|eori|pccc|fiscale"
                    + "|foreigner|contactperson|fullname|phone|email).*");

    private Redaction() {}

    /** The text with such values replaced; never fails. */
    public static String of(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return "";
        }
        if (trimmed.length() > LONGEST) {
            return "(" + text.length() + " characters, not shown)";
        }
        if (looksLikeJson(trimmed)) {
            return ofJson(trimmed);
        }
        return FORM.matcher(trimmed).matches() ? ofForm(trimmed) : "(" + text.length() + " characters, not shown)";
    }

    /** A sentence, such as a supplier's reason, with e-mail addresses and telephone numbers replaced; names stay. */
    public static String words(String text) {
        return PHONE.matcher(EMAIL.matcher(text).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }

    /** A value that may hold JSON of its own; a message such as {@code [400] bad request} only looks like it. */
    private static String nested(String value) {
        if (!looksLikeJson(value)) {
            return value;
        }
        String shown = ofJson(value);
        return shown.startsWith("(") && value.startsWith("[") && value.indexOf('{') < 0 ? value : shown;
    }

    private static boolean looksLikeJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    private static String ofJson(String text) {
        try {
            return Json.write(hide(Json.mapper().readTree(text), ""));
        } catch (JsonProcessingException e) {
            return "(" + text.length() + " characters, not JSON, not shown)";
        }
    }

    private static String ofForm(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    String name = pair.substring(0, equals);
                    String value = decoded(pair.substring(equals + 1));
                    return name + "=" + (isHidden(name) ? HIDDEN : nested(value));
                })
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return HIDDEN;
        }
    }

    private static JsonNode hide(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), hide(field.getValue(), field.getKey())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(hide(element, name)));
            return copy;
        }
        if (node.isTextual() && looksLikeJson(node.textValue()) && !isHidden(name)) {
            return TextNode.valueOf(nested(node.textValue()));
        }
        boolean shown = !isHidden(name) || node.isNull() || node.asText().isEmpty() || isErrorCode(name, node);
        return shown ? node : TextNode.valueOf(HIDDEN);
    }

    /** A code is a one-time password in a token request, but an error code in an answer: those are short words. */
    private static boolean isErrorCode(String name, JsonNode node) {
        return name.equals("code") && node.asText().length() <= 60;
    }

    private static boolean isHidden(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_.-]", "");
        return NAMES.contains(plain) || PARTS.matcher(plain).matches();
    }
}
