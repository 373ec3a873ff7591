package serai;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.CamelContextHelper;

/**
 * Opens the routes once there is a ledger to work on. The context, with the front door and the health endpoints in it, runs
 * from the start; its routes stay shut until then, those of an integrator too.
 */
final class Routes {
    private static final int UNORDERED = 1_000;

    private Routes() {}

    /** Starts all that do not say {@code autoStartup: false}, those that are called before those that call; repeatable. */
    static void open(CamelContext context) throws Exception {
        // From here on whatever is added starts at once.
        context.setAutoStartup(true);
        List<RouteDefinition> routes = ((ModelCamelContext) context)
                .getRouteDefinitions().stream()
                        .sorted(Comparator.comparingInt(Routes::order).thenComparing(Routes::callsOthers))
                        .toList();
        for (RouteDefinition route : routes) {
            String auto = route.getAutoStartup();
            if (auto == null || Boolean.TRUE.equals(CamelContextHelper.parseBoolean(context, auto))) {
                context.getRouteController().startRoute(route.getRouteId());
            }
        }
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        Stream.of("routes", "consumers")
                .forEach(those -> checks.getRepository(those).ifPresent(repository -> repository.setEnabled(true)));
    }

    /** As an integrator has said, else Camel's own first number. */
    private static int order(RouteDefinition route) {
        return route.getStartupOrder() == null ? UNORDERED : route.getStartupOrder();
    }

    private static boolean callsOthers(RouteDefinition route) {
        String uri =
                route.getInput() == null ? "" : String.valueOf(route.getInput().getEndpointUri());
        return !uri.startsWith("direct:") && !uri.startsWith("kamelet:");
    }
}
