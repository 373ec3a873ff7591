package serai.demo;

/** What a viewer can try while the gateway stays up; every command is ready to be copied. */
final class Guide {
    private final DemoGateway gateway;
    private final int managementPort;
    private final String control;

    Guide(DemoGateway gateway, int managementPort, String control) {
        this.gateway = gateway;
        this.managementPort = managementPort;
        this.control = control.replace("127.0.0.1", "localhost");
    }

    void print(Screen screen) {
        String url = gateway.url();
        screen.title("The gateway stays up until Ctrl-C. Try it from another terminal:");
        for (String line : text(url).lines().toList()) {
            screen.verbatim(line);
        }
    }

    private String text(String url) {
        return """
                  # the support console, in a browser; name demo, password %6$s
                  %1$s/console

                  # hand in an order, then see where it is
                  curl -i %1$s/stores/tea-house/orders -H 'Authorization: Bearer tea-house-key' \\
                    -H 'Content-Type: application/json' -d @docs/examples/order.json
                  curl -s %1$s/stores/tea-house/orders/1001 -H 'Authorization: Bearer tea-house-key'

                  # take AliExpress down, hand in more, look at the channels, bring it back
                  curl -s -X POST %2$s/aliexpress/situations/refuse
                  curl -s %1$s/status
                  curl -s -X DELETE %2$s/aliexpress/situations/refuse

                  # what support sees
                  curl -s %1$s/api/v1/dead-letters -H 'Authorization: Bearer demo-support-token'
                  curl -s %1$s/api/v1/channels -H 'Authorization: Bearer demo-support-token'

                  # health and metrics
                  curl -s http://localhost:%3$d/observe/health
                  curl -s http://localhost:%3$d/observe/metrics | grep serai_

                  Log: %4$s    Data: %5$s
                """.formatted(url, control, managementPort, gateway.log(), gateway.data(), DemoGateway.CONSOLE_PASSWORD);
    }
}
