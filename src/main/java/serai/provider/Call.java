package serai.provider;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One HTTP request to a supplier, complete but for host and trace header.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT}
 * @param path starts with a slash, already percent-encoded; appended to the kamelet's base URL
 * @param query without question mark, already encoded, or empty
 * @param headers names as the supplier spells them
 * @param body empty for none
 * @param mayBuy whether a lost answer can mean that something was bought
 */
public record Call(String method, String path, String query, Map<String, String> headers, String body, boolean mayBuy) {
    public Call {
        headers = Map.copyOf(headers);
    }

    /** The body as sent. */
    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
