package serai.bench;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The orders that the benchmarks send: all alike but for their number, spread over a few stores. */
final class Order {
    /** How many stores take turns. */
    static final int STORES = 4;

    private static final String API_KEY = "bench-key-0001";
    private static final int DIGITS = 9;
    private static final String PREFIX = "b";
    private static final String NUMBER = "0".repeat(DIGITS);

    private final byte[] request;
    private final int[] places;

    /** A request to that store, numbered anew by each {@link #request}. */
    Order(int store) {
        String body = """
                {"orderId":"%1$s%2$s","orderNumber":"#%2$s","placedAt":"2026-11-20T10:15:00Z","currency":"USD",\
                "total":"39.90","customer":{"email":"jane.roe@example.com","phone":"+15125550100"},\
                "shipTo":{"name":"Jane Roe","company":"","line1":"12 Elm Street","line2":"Apt 4","city":"Austin",\
                "region":"TX","postalCode":"78701","country":"US","phone":"+15125550100"},\
                "lines":[{"lineId":"1","sku":"TEE-RED-M","title":"Tee, red, M","quantity":2,"unitPrice":"19.95"}],\
                "shippingService":"standard","note":""}""".formatted(PREFIX, NUMBER);
        String head = "POST /stores/bench-" + store + "/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + API_KEY + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        String text = head + body;
        request = text.getBytes(StandardCharsets.US_ASCII);
        places = new int[] {text.indexOf(PREFIX + NUMBER) + PREFIX.length(), text.indexOf("#" + NUMBER) + 1};
    }

    /** The whole HTTP request of the order with that number; good until the next call. */
    byte[] request(int number) {
        for (int place : places) {
            int rest = number;
            for (int digit = DIGITS - 1; digit >= 0; digit--) {
                request[place + digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        return request;
    }

    /** The number in a store's order id. */
    static int number(String storeOrderId) {
        return Integer.parseInt(storeOrderId.substring(PREFIX.length()));
    }

    /** {@code stores.yaml} of the stores that send them, with no entry limit to speak of. */
    static String stores() {
        return IntStream.range(0, STORES)
                .mapToObj(store -> "- { id: bench-" + store + ", platform: generic, apiKey: " + API_KEY
                        + ", entryLimitPerSecond: 1000000 }\n")
                .collect(Collectors.joining());
    }

    /** {@code listings.csv}: everything comes from AliExpress, with no price cap, so that an order is one call. */
    static String listings() {
        return IntStream.range(0, STORES)
                .mapToObj(store -> "bench-" + store + ",TEE-RED-M,aliexpress,1005006,14:175#Black,,1,,,\n")
                .collect(Collectors.joining(
                        "",
                        "store,sku,channel,productId,variant,supplierSku,quantity,maxUnitCost,currency,shippingService\n",
                        ""));
    }
}
