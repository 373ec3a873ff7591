package serai.simulator;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import serai.base.Json;

/**
 * Switches one simulator over HTTP: below {@code /__admin} of its own port, and on the control port of {@link
 * Simulators}, which stays reachable while the supplier refuses connections.
 */
final class Control implements AdminApiExtension {
    private static final Duration TIME_TO_ANSWER = Duration.ofMillis(150);

    private final Simulator simulator;

    Control(Simulator simulator) {
        this.simulator = simulator;
    }

    /** An answer of the control interface; the body is JSON. */
    record Reply(int status, Object body) {}

    @Override
    public String getName() {
        return "control";
    }

    /** WireMock finds a route's path by the class of its task, so that each route needs a lambda of its own. */
    @Override
    public void contributeAdminApiRoutes(Router router) {
        router.add(RequestMethod.GET, "/situations", (admin, event, path) -> perform(event));
        router.add(RequestMethod.DELETE, "/situations", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/situations/{name}", (admin, event, path) -> perform(event));
        router.add(RequestMethod.DELETE, "/situations/{name}", (admin, event, path) -> perform(event));
        router.add(RequestMethod.GET, "/purchases", (admin, event, path) -> perform(event));
        router.add(RequestMethod.DELETE, "/purchases", (admin, event, path) -> perform(event));
        router.add(RequestMethod.GET, "/stock", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/stock", (admin, event, path) -> perform(event));
        router.add(RequestMethod.DELETE, "/stock", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/ship", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/renumber", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/deliver", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/turn", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/latency", (admin, event, path) -> perform(event));
        router.add(RequestMethod.POST, "/clock", (admin, event, path) -> perform(event));
    }

    private ResponseDefinition perform(ServeEvent event) {
        Reply reply = answer(Asked.of(event.getRequest()), false);
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(reply.status())
                .withHeader("Content-Type", "application/json")
                .withBody(Json.write(reply.body()))
                .build();
    }

    /**
     * Does what is asked.
     *
     * @param elsewhere whether the request came by another port than the supplier's, so that closing that one can be
     *     done before the answer
     */
    Reply answer(Asked asked, boolean elsewhere) {
        List<String> segments = asked.segments().stream()
                .filter(each -> !each.isEmpty() && !each.equals("__admin"))
                .toList();
        String name = segments.size() > 1 ? segments.get(1) : "";
        try {
            return switch (asked.method() + " " + (segments.isEmpty() ? "" : segments.get(0))) {
                case "GET situations" -> new Reply(200, situations());
                case "POST situations" -> switchOn(name, asked.parameters(), elsewhere);
                case "DELETE situations" -> switchOff(name);
                case "GET purchases" -> new Reply(200, simulator.purchases());
                case "DELETE purchases" -> {
                    simulator.forgetPurchases();
                    yield new Reply(200, simulator.purchases());
                }
                case "POST latency" -> {
                    simulator.latency(Durations.parse(asked.parameter("is").orElse("0ms")));
                    yield new Reply(200, Map.of());
                }
                case "POST clock" -> {
                    simulator.advance(Durations.parse(asked.parameter("advance").orElse("0ms")));
                    yield new Reply(200, Map.of());
                }
                case "GET stock" -> new Reply(200, simulator.stock());
                case "POST stock" -> {
                    simulator.stock(wanted(asked, "item"), Long.parseLong(wanted(asked, "is")));
                    yield new Reply(200, simulator.stock());
                }
                case "DELETE stock" -> {
                    simulator.unlist(wanted(asked, "item"));
                    yield new Reply(200, simulator.stock());
                }
                case "POST ship" -> shipped(asked);
                case "POST renumber" -> {
                    simulator.renumber(
                            wanted(asked, "order"),
                            wanted(asked, "from"),
                            asked.parameter("carrier").orElse("UPS"),
                            wanted(asked, "to"));
                    yield new Reply(200, Map.of());
                }
                case "POST deliver" -> {
                    simulator.deliver(wanted(asked, "order"));
                    yield new Reply(200, Map.of());
                }
                case "POST turn" -> {
                    simulator.turn(wanted(asked, "order"), wanted(asked, "to"));
                    yield new Reply(200, Map.of());
                }
                default -> new Reply(404, Map.of("error", "no such control"));
            };
        } catch (IllegalArgumentException e) {
            return new Reply(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static String wanted(Asked asked, String parameter) {
        return asked.parameter(parameter)
                .orElseThrow(() -> new IllegalArgumentException("the parameter " + parameter + " is missing"));
    }

    /** One parcel; {@code lines=SKU:2,OTHER:1}, or all that was ordered. */
    private Reply shipped(Asked asked) {
        Parcel parcel = Parcel.by(
                asked.parameter("carrier").orElse("UPS"),
                asked.parameter("tracking").orElse(""));
        for (String line : asked.parameter("lines").map(all -> all.split(",")).orElse(new String[0])) {
            int colon = line.lastIndexOf(':');
            parcel = parcel.holding(line.substring(0, Math.max(0, colon)), Integer.parseInt(line.substring(colon + 1)));
        }
        simulator.ship(wanted(asked, "order"), parcel);
        return new Reply(200, Map.of());
    }

    private Reply switchOn(String name, Map<String, String> wishes, boolean elsewhere) {
        Runnable on = () -> narrow(simulator.situation(name), wishes);
        if (name.equals("refuse") && !elsewhere) {
            after(TIME_TO_ANSWER).execute(on);
        } else {
            on.run();
        }
        return new Reply(200, situations());
    }

    private void narrow(Situation situation, Map<String, String> wishes) {
        wishes.forEach((wish, value) -> {
            switch (wish) {
                case "times" -> situation.times(Integer.parseInt(value));
                case "on" -> situation.on(value.split(","));
                case "reference" -> situation.reference(value);
                case "sku" -> situation.sku(value);
                case "for" -> lasting(situation, Durations.parse(value));
                case "after-accepting" -> situation.afterAccepting();
                default -> situation.option(wish, value);
            }
        });
    }

    private void lasting(Situation situation, Duration time) {
        situation.lasting(time);
        if (situation.action().equals("refuse")) {
            after(time).execute(() -> {
                if (simulator.situations().contains(situation)) {
                    simulator.accept();
                }
            });
        }
    }

    private Reply switchOff(String name) {
        if (name.isEmpty()) {
            simulator.clear();
        } else {
            simulator.off(name);
        }
        return new Reply(200, situations());
    }

    private Map<String, Object> situations() {
        var on = simulator.situations().stream().map(Control::described).toList();
        return Map.of("on", on, "known", simulator.knownSituations());
    }

    private static Map<String, Object> described(Situation situation) {
        var described = new LinkedHashMap<String, Object>();
        described.put("name", situation.name());
        described.put("struck", situation.struck());
        if (situation.left() != Integer.MAX_VALUE) {
            described.put("left", situation.left());
        }
        return described;
    }

    private static Executor after(Duration time) {
        return CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
