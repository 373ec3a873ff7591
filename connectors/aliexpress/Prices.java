package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Money;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/**
 * Holds the listing's highest unit cost against what AliExpress asks now. Where AliExpress tells no price the purchase
 * goes on and says so: the cap is a guard, not a condition that AliExpress could make impossible.
 */
final class Prices {
    private final AccountContext context;
    private final Gateway gateway;
    private final Tokens tokens;
    private final Faults faults;

    Prices(AccountContext context, Gateway gateway, Tokens tokens, Faults faults) {
        this.context = context;
        this.gateway = gateway;
        this.tokens = tokens;
        this.faults = faults;
    }

    /** What product.get says: a product, or why it says no price. */
    private record Product(Optional<JsonNode> result, String reason) {}

    /**
     * One read per product and currency that has a cap.
     *
     * @return which items could not be checked and why, or empty
     * @throws Refusal if a price is above its cap or cannot be read now
     */
    String check(PlaceOrder order) {
        Map<String, Product> read = new HashMap<>();
        List<String> notes = new ArrayList<>();
        for (PlaceOrder.Item item : order.items()) {
            item.maxUnitCost().ifPresent(cap -> {
                String key = item.productId() + " " + cap.currency();
                Product product = read.get(key);
                if (product == null) {
                    product = read(order, item, cap);
                    read.put(key, product);
                }
                compare(item, cap, product).ifPresent(reason -> notes.add(item.sku() + ": " + reason));
            });
        }
        return notes.isEmpty() ? "" : "bought without a price check: " + String.join("; ", notes);
    }

    private Product read(PlaceOrder order, PlaceOrder.Item item, Money cap) {
        String token = tokens.access();
        Answer answer = context.caller()
                .call(
                        "aliexpress-read-product",
                        gateway.business(
                                Products.METHOD,
                                token,
                                Products.query(
                                        Long.toString(WireMapper.INSTANCE.product(item)),
                                        Countries.orAsItIs(order.shipTo().country()),
                                        cap.currency()),
                                false));
        return switch (Envelope.of(answer)) {
            case Envelope.Unreadable body -> throw new Refusal(faults.unreadable(Faults.PRODUCT, answer, body.text()));
            case Envelope.Fault fault -> withoutPrice(answer, fault, token);
            case Envelope.Content content -> product(answer, content.node(), token);
        };
    }

    private Product withoutPrice(Answer answer, Envelope.Fault fault, String token) {
        if (faults.isToken(Faults.PRODUCT, answer, fault)) {
            throw new Refusal(tokens.refused(token));
        }
        tokens.accepted(token);
        Outcome outcome = faults.gateway(Faults.PRODUCT, answer, fault);
        if (Faults.isClosedToUs(fault, outcome)) {
            return new Product(Optional.empty(), "AliExpress does not let us read prices (" + fault.code() + ")");
        }
        throw new Refusal(outcome);
    }

    private Product product(Answer answer, JsonNode content, String token) {
        if (answer.status() >= 500) {
            throw new Refusal(faults.unreadable(Faults.PRODUCT, answer, "HTTP status " + answer.status()));
        }
        tokens.accepted(token);
        Products.refusal(faults, answer, content).ifPresent(outcome -> {
            throw new Refusal(outcome);
        });
        return new Product(Optional.of(content.path("result")), "");
    }

    /** Why nothing could be compared; empty when the price is within the cap. */
    private static Optional<String> compare(PlaceOrder.Item item, Money cap, Product product) {
        if (product.result().isEmpty()) {
            return Optional.of(product.reason());
        }
        Optional<JsonNode> sku = Products.sku(product.result().get(), item.variant(), item.supplierSku());
        if (sku.isEmpty()) {
            return Optional.of("AliExpress lists no such variant with a price");
        }
        String currency = Reading.text(sku.get(), "currency_code");
        if (!currency.isEmpty() && !currency.equals(cap.currency())) {
            return Optional.of("AliExpress quotes " + currency + ", not " + cap.currency());
        }
        Optional<BigDecimal> price = Products.price(sku.get(), item.quantity());
        if (price.isEmpty()) {
            return Optional.of("AliExpress names no price for the variant");
        }
        Products.Charges charges = Products.importCharges(product.result().get(), sku.get());
        BigDecimal asked = price.get().add(charges.amount());
        if (asked.compareTo(cap.amount()) > 0) {
            String of = charges.amount().signum() == 0
                    ? ""
                    : " (import charges of " + charges.amount().toPlainString() + " in it)";
            throw Refusal.unmappable(
                    Cause.PRICE_ABOVE_CAP,
                    "items[" + item.lineId() + "].maxUnitCost",
                    "AliExpress asks " + asked.toPlainString() + " " + cap.currency() + " for one piece" + of
                            + ", the cap is " + cap);
        }
        return charges.unread().isEmpty()
                ? Optional.empty()
                : Optional.of("AliExpress names import charges that Serai cannot read");
    }
}
