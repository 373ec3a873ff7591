package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Turn;

/**
 * Which of the store's locations our stock is counted at: the one of the settings, else that of the fulfilment service that
 * calls us, else the store's only or oldest one.
 */
final class Locations {
    private final Admin admin;
    private final String setting;
    private final String store;

    /** @param store our id of the store: a fulfilment service whose callbacks come to its address is ours */
    Locations(Admin admin, String setting, String store) {
        this.admin = admin;
        this.setting = setting;
        this.store = store;
    }

    /** @param words which one it is and why, for people */
    record Location(String id, String words) {}

    Turn choose(Function<Location, Turn> then) {
        if (!setting.isBlank()) {
            String id = Gid.ofLocation(setting.strip());
            return then.apply(new Location(id, "location " + Gid.number(id)));
        }
        return admin.ask(
                Document.FIND_LOCATIONS,
                Map.of(),
                data -> then.apply(service(data)
                        .or(() -> own(data))
                        .orElseThrow(() -> new Refusal(new Outcome.Rejected(
                                Cause.CONFIGURATION_WRONG, "", "location-id: the store has no active location")))));
    }

    private Optional<Location> service(JsonNode data) {
        for (JsonNode service : data.path("shop").path("fulfillmentServices")) {
            JsonNode location = service.path("location");
            if (isOurs(service.path("callbackUrl").asText(""))
                    && location.path("isActive").asBoolean()) {
                return Optional.of(described(location, "our fulfilment service"));
            }
        }
        return Optional.empty();
    }

    /** Our callbacks come to {@code /stores/<store>/fulfilment/<key>}, behind whatever host and path the operator chose. */
    private boolean isOurs(String callback) {
        return !store.isBlank() && callback.contains("/stores/" + store + "/fulfilment/");
    }

    private static Optional<Location> own(JsonNode data) {
        List<JsonNode> active = new ArrayList<>();
        for (JsonNode node : data.path("locations").path("nodes")) {
            if (node.path("isActive").asBoolean()
                    && !node.path("isFulfillmentService").asBoolean()) {
                active.add(node);
            }
        }
        String why = active.size() == 1 ? "the only active one" : "the oldest of " + active.size() + " active ones";
        return active.stream().findFirst().map(node -> described(node, why));
    }

    private static Location described(JsonNode node, String why) {
        String id = node.path("id").asText();
        return new Location(
                id, "location " + Gid.number(id) + " \"" + node.path("name").asText() + "\" (" + why + ")");
    }
}
