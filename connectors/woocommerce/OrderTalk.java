package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.base.Json;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders.Changed;
import serai.provider.Refusal;
import serai.provider.Turn;

/** Reads one order as it is now, with the pieces of its refunds. */
final class OrderTalk {
    static final String READ = "read-order";

    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    private final Shop shop;
    private final Refunds refunds;

    OrderTalk(Shop shop) {
        this.shop = shop;
        this.refunds = new Refunds(shop);
    }

    Turn begin(ReadOrder work) {
        if (!ID.matcher(work.storeOrderId()).matches()) {
            throw new Refusal(new Outcome.Rejected(
                    Cause.ORDER_NOT_IN_STORE, "", "storeOrderId: is no number, as WooCommerce's ids are"));
        }
        return shop.any(
                shop.rest().get(Rest.WC + "/orders/" + work.storeOrderId(), Map.of()), answer -> read(work, answer));
    }

    private Turn read(ReadOrder work, ShopAnswer answer) {
        if (!answer.succeeded()) {
            Outcome outcome = shop.outcome(READ, answer);
            // Only WooCommerce's own word for it: a host that knows no such page must not cancel all orders.
            if (outcome instanceof Outcome.Rejected refused && refused.cause() == Cause.ORDER_NOT_IN_STORE) {
                return new Turn.End(new ReadOrder.Told.Gone());
            }
            throw new Refusal(outcome);
        }
        if (!(Shop.body(answer) instanceof ObjectNode order) || !isThat(order, work)) {
            throw new Refusal(new Outcome.Retryable(
                    Cause.PROVIDER_FAILING,
                    "",
                    "the store answered something else than the order",
                    answer.retryAfter(),
                    Scope.ORDER,
                    Optional.empty()));
        }
        return refunds.complete(order, whole -> new Turn.End(told(work, whole)));
    }

    private static boolean isThat(JsonNode order, ReadOrder work) {
        return order.path("id").asText().equals(work.storeOrderId()) && order.has("line_items");
    }

    private ReadOrder.Told told(ReadOrder work, ObjectNode order) {
        Changed changed = new Changed(
                work.storeOrderId(),
                OrdersTalk.changedAt(order).orElseGet(shop::now),
                OrdersTalk.UPDATED,
                Json.write(order));
        return new ReadOrder.Told.Present(changed, List.of());
    }
}
