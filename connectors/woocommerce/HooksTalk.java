package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import serai.provider.Cause;
import serai.provider.KeepHooks;
import serai.provider.Refusal;
import serai.provider.Turn;

/** Keeps our webhooks in the store: those with our address, one for each topic; others are none of our business. */
final class HooksTalk {
    static final String READ = "read-webhooks";
    static final String WRITE = "write-webhook";
    static final List<String> TOPICS = List.of("order.created", "order.updated", "order.deleted", "order.restored");

    private static final String PATH = Rest.WC + "/webhooks";
    private static final int PER_PAGE = 100;

    private final Shop shop;
    private final String secret;

    HooksTalk(Shop shop, String secret) {
        this.shop = shop;
        this.secret = secret;
    }

    /** @throws Refusal without a secret: WooCommerce would make one up and tell nobody */
    Turn begin(KeepHooks wanted) {
        if (secret.isBlank()) {
            throw Refusal.unmappable(Cause.CONFIGURATION_WRONG, "webhook-secret", "must be given to make webhooks");
        }
        return read(wanted, 1, new ArrayList<>());
    }

    private Turn read(KeepHooks wanted, int page, List<JsonNode> ours) {
        Map<String, String> parameters = Map.of(
                "per_page", Integer.toString(PER_PAGE),
                "page", Integer.toString(page),
                "_fields", "id,topic,status,delivery_url");
        return shop.ask(READ, shop.rest().get(PATH, parameters), answer -> {
            JsonNode hooks = Shop.list(answer);
            hooks.valueStream()
                    .filter(each -> each.path("delivery_url").asText().equals(wanted.address()))
                    .forEach(ours::add);
            boolean more = answer.totalPages().map(pages -> page < pages).orElse(hooks.size() >= PER_PAGE);
            return more
                    ? read(wanted, page + 1, ours)
                    : mend(wanted, ours, new ArrayDeque<>(TOPICS), new ArrayList<>());
        });
    }

    private Turn mend(KeepHooks wanted, List<JsonNode> ours, Deque<String> topics, List<String> mended) {
        while (!topics.isEmpty()) {
            String topic = topics.remove();
            List<JsonNode> its = ours.stream()
                    .filter(each -> each.path("topic").asText().equals(topic))
                    .toList();
            if (its.stream().noneMatch(each -> each.path("status").asText().equals("active"))) {
                mended.add(topic);
                return its.isEmpty()
                        ? write(shop.rest().post(PATH, Map.of(), hook(topic, wanted)), wanted, ours, topics, mended)
                        : write(
                                shop.rest()
                                        .put(
                                                PATH + "/"
                                                        + its.getFirst()
                                                                .path("id")
                                                                .asText(),
                                                Map.of(),
                                                Map.of("status", "active", "secret", secret)),
                                wanted,
                                ours,
                                topics,
                                mended);
            }
        }
        return new Turn.End(new KeepHooks.Kept(TOPICS, mended));
    }

    private Turn write(
            serai.provider.Call call,
            KeepHooks wanted,
            List<JsonNode> ours,
            Deque<String> topics,
            List<String> mended) {
        return shop.ask(WRITE, call, answer -> mend(wanted, ours, topics, mended));
    }

    private Map<String, String> hook(String topic, KeepHooks wanted) {
        Map<String, String> hook = new HashMap<>();
        hook.put("name", "Serai " + topic);
        hook.put("topic", topic);
        hook.put("delivery_url", wanted.address());
        hook.put("secret", secret);
        hook.put("status", "active");
        return hook;
    }
}
