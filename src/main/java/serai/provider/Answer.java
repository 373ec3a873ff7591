package serai.provider;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came back over HTTP, whatever the status; the body may be empty, HTML or cut short.
 *
 * @param headers first value of each, looked up without regard to case
 * @param body decoded as UTF-8, at most 2 MiB
 */
public record Answer(int status, Map<String, String> headers, String body) {
    public Answer {
        TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = sorted;
    }

    /** The header's first value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
