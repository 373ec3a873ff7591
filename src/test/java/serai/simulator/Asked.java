package serai.simulator;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.http.Request;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import serai.base.Json;

/**
 * A request as the rules and templates see it.
 *
 * @param method in upper case
 * @param path without the query, still percent-encoded
 * @param parameters of the query and of a form body, decoded; of a repeated name the last value
 * @param headers names in lower case, first value of each
 * @param body the body as UTF-8 text
 */
record Asked(String method, String path, Map<String, String> parameters, Map<String, String> headers, String body) {

    static Asked of(Request request) {
        String url = request.getUrl();
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        var parameters = new LinkedHashMap<String, String>();
        if (query >= 0) {
            decodeInto(parameters, url.substring(query + 1));
        }
        var headers = new LinkedHashMap<String, String>();
        for (var header : request.getHeaders().all()) {
            headers.putIfAbsent(header.caseInsensitiveKey().value().toLowerCase(Locale.ROOT), header.firstValue());
        }
        String body = new String(request.getBody(), StandardCharsets.UTF_8);
        if (headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")) {
            decodeInto(parameters, body);
        }
        return new Asked(request.getMethod().getName(), path, parameters, headers, body);
    }

    private static void decodeInto(Map<String, String> parameters, String encoded) {
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
    }

    /** The body as JSON; missing when it is not JSON. */
    JsonNode json() {
        return parsed(body);
    }

    /** The parameter's text as JSON; missing when there is none or it is not JSON. */
    JsonNode json(String parameter) {
        return parsed(parameters.getOrDefault(parameter, ""));
    }

    List<String> segments() {
        return List.of(path.split("/", -1)).stream().map(Asked::decodedSegment).toList();
    }

    private static String decodedSegment(String segment) {
        return decoded(segment.replace("+", "%2B"));
    }

    /**
     * What lies at a place: {@code body#/pointer}, {@code parameter:NAME}, {@code parameter:NAME#/pointer}, {@code
     * path:N} (the N-th segment, from 1) or {@code header:NAME}. Missing when there is nothing.
     *
     * @throws IllegalArgumentException if the place is spelled otherwise
     */
    JsonNode at(String place) {
        int hash = place.indexOf('#');
        String where = hash < 0 ? place : place.substring(0, hash);
        int colon = where.indexOf(':');
        String name = where.substring(colon + 1);
        JsonNode found = switch (colon < 0 ? where : where.substring(0, colon)) {
            case "body" -> json();
            case "parameter" -> hash < 0 ? text(parameters.get(name)) : json(name);
            case "path" -> segment(Integer.parseInt(name));
            case "header" -> text(headers.get(name));
            default -> throw new IllegalArgumentException("no such place: " + place);
        };
        return hash < 0 ? found : found.at(JsonPointer.compile(place.substring(hash + 1)));
    }

    private JsonNode segment(int index) {
        List<String> segments = segments();
        return index < segments.size() ? text(segments.get(index)) : MissingNode.getInstance();
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? MissingNode.getInstance() : TextNode.valueOf(text);
    }

    private static JsonNode parsed(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.mapper().readTree(text);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
