package serai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import serai.base.ChannelName;

/**
 * Makes the routes of the channels that lead to suppliers, every one before anything is sent. Camel makes routes under two
 * locks, the model's and the kamelet component's, and takes them in one order when a route is added and in the other when an
 * endpoint is made by its first use: two threads that do both wait for each other for ever. So nothing here is made by its
 * first use.
 */
final class SupplierRoutes {
    private static final String SUFFIX = ".kamelet.yaml";

    private final CamelContext context;
    private final Path connectors;

    /** @param connectors the folder of all connectors */
    SupplierRoutes(CamelContext context, Path connectors) {
        this.context = context;
        this.connectors = connectors;
    }

    /** The endpoint through which a channel's account calls one of its connector's kamelets. Fails when there is none. */
    static String account(ChannelName channel, String kamelet) {
        return "direct:account-" + channel + "-" + kamelet + "?block=false";
    }

    /** Makes all routes of that channel. */
    void add(Settings.Channel channel) throws Exception {
        String name = channel.name().value();
        String connector = channel.connector().name();
        StoreRoutes.work(context, channel.name());
        // Not probe-<name>: that is the route of the kamelet which it calls.
        context.addRouteFromTemplate(
                "supplier-probe-" + name, "supplier-probe", Map.of("channel", name, "connector", connector));
        for (String kamelet : accountKamelets(connector)) {
            context.addRouteFromTemplate(
                    "account-" + name + "-" + kamelet, "account-call", Map.of("channel", name, "kamelet", kamelet));
        }
    }

    /** Those that an account can call by itself: not what an attempt goes through, and nothing that has to be told more. */
    private List<String> accountKamelets(String connector) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(connectors.resolve(connector))) {
            files = all.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        Set<String> ofAttempts = Set.of(connector + "-place-order", connector + "-find-order");
        List<String> kamelets = new ArrayList<>();
        for (Path file : files) {
            String kamelet = String.valueOf(file.getFileName()).replace(SUFFIX, "");
            JsonNode required = new YAMLMapper()
                    .readTree(Files.readString(file))
                    .path("spec")
                    .path("definition")
                    .path("required");
            boolean more =
                    required.valueStream().anyMatch(name -> !name.asText().equals("channel"));
            if (!ofAttempts.contains(kamelet) && !more) {
                kamelets.add(kamelet);
            }
        }
        return kamelets;
    }
}
