package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.provider.KeepHooks;
import serai.provider.Refusal;
import serai.provider.Turn;

/** Keeps the store's webhooks at our address; those of others are never touched. */
final class Hooks {
    private static final Pattern TAKEN = Pattern.compile("already been taken", Pattern.CASE_INSENSITIVE);

    private final Admin admin;

    Hooks(Admin admin) {
        this.admin = admin;
    }

    /** What we want to be called for, named as Shopify's enum is. */
    private enum Topic {
        ORDERS_CREATE("orders"),
        ORDERS_PAID("orders"),
        ORDERS_UPDATED("orders"),
        ORDERS_CANCELLED("orders"),
        APP_UNINSTALLED("app"),
        /** What a hold or a schedule kept from being bought may be bought now. */
        FULFILLMENT_ORDERS_HOLD_RELEASED("fulfillment_orders"),
        FULFILLMENT_ORDERS_SCHEDULED_FULFILLMENT_ORDER_READY("fulfillment_orders"),
        FULFILLMENT_ORDERS_RESCHEDULED("fulfillment_orders");

        private final String resource;

        Topic(String resource) {
            this.resource = resource;
        }

        /** As in the header of a webhook, such as {@code orders/create}. */
        String header() {
            return resource + "/" + name().substring(resource.length() + 1).toLowerCase(Locale.ROOT);
        }
    }

    /** @param whole whether the order comes complete and always, not filtered and not cut down to some fields */
    private record Hook(String id, boolean whole) {}

    Turn keep(KeepHooks work) {
        return read(work, Optional.empty(), new EnumMap<>(Topic.class));
    }

    private Turn read(KeepHooks work, Optional<String> after, Map<Topic, Hook> found) {
        Map<String, Object> variables = new LinkedHashMap<>();
        after.ifPresent(cursor -> variables.put("after", cursor));
        return admin.ask(Document.FIND_HOOKS, variables, data -> {
            JsonNode page = data.path("webhookSubscriptions");
            for (JsonNode node : page.path("nodes")) {
                if (node.path("uri").asText().equals(work.address())) {
                    note(node, found);
                }
            }
            Optional<String> next = Shipments.more(page);
            return next.isPresent()
                    ? read(work, next, found)
                    : mend(work, List.of(Topic.values()), found, new ArrayList<>());
        });
    }

    private static void note(JsonNode node, Map<Topic, Hook> found) {
        boolean whole = node.path("format").asText().equals("JSON")
                && node.path("filter").asText("").isBlank()
                && node.path("includeFields").isEmpty();
        Hook hook = new Hook(node.path("id").asText(), whole);
        for (Topic topic : Topic.values()) {
            if (topic.name().equals(node.path("topic").asText())) {
                found.merge(topic, hook, (before, next) -> before.whole() ? before : next);
            }
        }
    }

    private Turn mend(KeepHooks work, List<Topic> left, Map<Topic, Hook> found, List<String> mended) {
        if (left.isEmpty()) {
            return new Turn.End(new KeepHooks.Kept(
                    List.of(Topic.values()).stream().map(Topic::header).toList(), mended));
        }
        Topic topic = left.getFirst();
        List<Topic> others = left.subList(1, left.size());
        Hook hook = found.get(topic);
        if (hook != null && hook.whole()) {
            return mend(work, others, found, mended);
        }
        Map<String, Object> input =
                Map.of("uri", work.address(), "format", "JSON", "filter", "", "includeFields", List.of());
        Document document = hook == null ? Document.CREATE_HOOK : Document.UPDATE_HOOK;
        Map<String, Object> variables = hook == null
                ? Map.of("topic", topic.name(), "hook", Map.of("uri", work.address(), "format", "JSON"))
                : Map.of("id", hook.id(), "hook", input);
        return admin.change(document, variables, payload -> {
            if (!payload.succeeded() && !madeMeanwhile(payload)) {
                throw new Refusal(admin.outcome(document, payload.errors()));
            }
            List<String> more = new ArrayList<>(mended);
            more.add(topic.header());
            return mend(work, others, found, more);
        });
    }

    /** Another node of ours was faster. */
    private static boolean madeMeanwhile(Admin.Payload payload) {
        return payload.errors().stream()
                .allMatch(error -> TAKEN.matcher(error.message()).find());
    }
}
