package serai;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;

/** What a start failed with, as a sentence for whoever has to mend it. */
final class StartFault {
    private StartFault() {}

    /**
     * Tries both ports before anything is begun: Camel goes on without its management server, and nobody would be told.
     *
     * @throws SettingsException naming each key whose port another program has, or that we may not open
     */
    static void refuseTakenPorts(Settings settings) {
        List<String> taken = new ArrayList<>();
        taken("serai.http", settings.http().host(), settings.http().port()).ifPresent(taken::add);
        taken(
                        "serai.management",
                        settings.management().host(),
                        settings.management().port())
                .ifPresent(taken::add);
        if (!taken.isEmpty()) {
            throw new SettingsException(String.join(System.lineSeparator(), taken));
        }
    }

    private static Optional<String> taken(String keys, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return Optional.empty();
        } catch (BindException e) {
            return Optional.of(cannotOpen(keys + ".port", port));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(keys + ".host: there is no address " + host + " here to listen on.");
        }
    }

    private static String cannotOpen(String key, int port) {
        return key + ": port " + port + " cannot be opened, another program has it or we may not. End that program, or"
                + " choose another port.";
    }

    /** The sentence, where it is the configuration's fault; else the failure itself, which is ours. */
    static Exception of(Exception failure, Settings settings) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingsException known) {
                return known;
            }
            if (cause instanceof BindException) {
                return port(failure, settings);
            }
            if (cause instanceof FailedToCreateRouteException route) {
                return new SettingsException(
                        "The route " + route.getRouteId() + " cannot be made: " + root(route)
                                + ". Mend its file in routes/" + " or connectors/.",
                        failure);
            }
        }
        return failure;
    }

    private static SettingsException port(Exception failure, Settings settings) {
        boolean front = root(failure).contains(":" + settings.http().port())
                || mentions(
                        failure, settings.http().host() + ":" + settings.http().port());
        String key = front ? "serai.http.port" : "serai.management.port";
        int port = front ? settings.http().port() : settings.management().port();
        return new SettingsException(cannotOpen(key, port), failure);
    }

    private static boolean mentions(Throwable failure, String words) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = String.valueOf(root.getMessage());
        return text.lines().findFirst().orElse(root.getClass().getSimpleName());
    }
}
