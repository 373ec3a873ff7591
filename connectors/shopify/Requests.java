package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.base.Sku;
import serai.provider.AnswerRequests;
import serai.provider.AnswerRequests.Answered;
import serai.provider.Turn;
import shopify.Shipments.FulfillmentOrder;
import shopify.Shipments.Line;

/**
 * Answers what the store asks of us as its fulfilment service. A request that was answered meanwhile, by another node or
 * by the merchant, counts as neither accepted nor rejected; one that Shopify does not let us answer is asked again next time.
 */
final class Requests {
    /** The longest that one talk may take; what is left waits for the next. */
    private static final int MOST = 25;

    private final Admin admin;
    private final ShipmentReader reader;

    Requests(Admin admin) {
        this.admin = admin;
        this.reader = new ShipmentReader(admin);
    }

    private record Reply(boolean accepts, Document document, Map<String, Object> variables) {}

    Turn answer(AnswerRequests work) {
        return pending(
                "FULFILLMENT_REQUESTED",
                requested -> pending("CANCELLATION_REQUESTED", withdrawn -> send(replies(work, requested, withdrawn))));
    }

    private Turn pending(String status, Function<List<FulfillmentOrder>, Turn> then) {
        return page(status, Optional.empty(), List.of(), then);
    }

    private Turn page(
            String status,
            Optional<String> after,
            List<FulfillmentOrder> before,
            Function<List<FulfillmentOrder>, Turn> then) {
        Map<String, Object> variables = new LinkedHashMap<>(Map.of("status", status));
        after.ifPresent(cursor -> variables.put("after", cursor));
        return admin.ask(Document.ASSIGNED_ORDERS, variables, data -> {
            JsonNode page = data.path("assignedFulfillmentOrders");
            List<FulfillmentOrder> all = new ArrayList<>(before);
            page.path("nodes").forEach(node -> all.add(Shipments.fulfillmentOrder(node)));
            Optional<String> next = Shipments.more(page);
            return next.isPresent() && all.size() < MOST
                    ? page(status, next, all, then)
                    : reader.allLines(all.subList(0, Math.min(MOST, all.size())), then);
        });
    }

    private static List<Reply> replies(
            AnswerRequests work, List<FulfillmentOrder> requested, List<FulfillmentOrder> withdrawn) {
        List<Reply> replies = new ArrayList<>();
        requested.forEach(order -> replies.add(reply(work, order)));
        withdrawn.forEach(order -> replies.add(cancellation(order)));
        return replies.subList(0, Math.min(MOST, replies.size()));
    }

    private static Reply reply(AnswerRequests work, FulfillmentOrder order) {
        List<String> foreign = order.lines().stream()
                .map(Line::sku)
                .filter(sku -> !work.sellable().contains(new Sku(sku)))
                .distinct()
                .toList();
        return foreign.isEmpty()
                ? new Reply(true, Document.ACCEPT_REQUEST, Map.of("id", order.id()))
                : new Reply(
                        false,
                        Document.REJECT_REQUEST,
                        Map.of(
                                "id",
                                order.id(),
                                "reason",
                                "INVALID_SKU",
                                "message",
                                "No supplier is known for " + String.join(", ", foreign)));
    }

    /** Only what was not sent at all can be taken back. */
    private static Reply cancellation(FulfillmentOrder order) {
        boolean untouched = order.lines().stream().allMatch(line -> line.remaining() == line.total());
        return untouched
                ? new Reply(true, Document.ACCEPT_CANCELLATION, Map.of("id", order.id()))
                : new Reply(
                        false,
                        Document.REJECT_CANCELLATION,
                        Map.of("id", order.id(), "message", "Some of it is on its way already"));
    }

    private Turn send(List<Reply> replies) {
        return send(replies, new ArrayList<>(), new ArrayList<>());
    }

    private Turn send(List<Reply> left, List<String> accepted, List<String> rejected) {
        if (left.isEmpty()) {
            return new Turn.End(new Answered(accepted, rejected));
        }
        Reply reply = left.getFirst();
        return admin.change(reply.document(), reply.variables(), payload -> {
            if (payload.succeeded()) {
                String id = Gid.number(String.valueOf(reply.variables().get("id")));
                (reply.accepts() ? accepted : rejected).add(id);
            }
            return send(left.subList(1, left.size()), accepted, rejected);
        });
    }
}
