package serai.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page of a list of SKUs with what the supplier has of each. */
final class StockPage {
    private static final int LIFE_SECONDS = 30;

    private StockPage() {}

    /** A page's token: where the next one starts and until when it is good; has signs that must be encoded. */
    private record Token(int from, Instant until) {
        String text() {
            return from + "+/" + until.toEpochMilli() + "==";
        }

        static Optional<Token> read(String text) {
            String[] parts = text.replace("==", "").split("\\+/", 2);
            try {
                return Optional.of(
                        new Token(Integer.parseInt(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * What a template needs; empty when the token is none of ours or too old.
     *
     * @param options {@code missing} leaves out so many SKUs, {@code page} is the size of a page
     */
    static Optional<Map<String, Object>> of(
            List<String> skus, String token, Stock stock, Map<String, String> options, Instant now) {
        Optional<Token> read = Token.read(token);
        if (!token.isEmpty() && read.filter(each -> each.until().isAfter(now)).isEmpty()) {
            return Optional.empty();
        }
        var inventory = new ArrayList<Map<String, Object>>();
        skus.stream()
                .skip(Long.parseLong(options.getOrDefault("missing", "0")))
                .forEach(sku -> stock.of(sku)
                        .ifPresent(pieces -> inventory.add(Map.of("sku", sku, "pieces", Long.toString(pieces)))));
        int from = Math.min(read.map(Token::from).orElse(0), inventory.size());
        int to = Math.min(inventory.size(), from + Integer.parseInt(options.getOrDefault("page", "1000")));
        var page = new LinkedHashMap<String, Object>();
        page.put("inventory", inventory.subList(from, to));
        if (to < inventory.size()) {
            page.put("nextToken", new Token(to, now.plusSeconds(LIFE_SECONDS)).text());
        }
        return Optional.of(page);
    }
}
