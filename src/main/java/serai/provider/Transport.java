package serai.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * The one rule on broken connections: what never left us may be sent again; what was lost after the request left is
 * unknown when it could have bought something.
 */
public final class Transport {
    /** The code of an outcome whose connection broke after it was made. */
    public static final String CONNECTION_LOST = "connection-lost";

    private Transport() {}

    /**
     * What a failed exchange means.
     *
     * @param mayBuy whether the call could have bought something, see {@link Call#mayBuy}
     */
    public static Outcome outcome(Throwable failure, boolean mayBuy) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal.outcome();
            }
            if (neverLeft(cause)) {
                return unreachable(cause);
            }
        }
        String text = text(failure);
        return mayBuy
                ? new Outcome.Unknown(CONNECTION_LOST, text, Optional.empty())
                : new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        CONNECTION_LOST,
                        text,
                        Optional.empty(),
                        Outcome.Scope.CHANNEL,
                        Optional.empty());
    }

    /** The words of a broken connection only: another failure may quote the address with its signature, or the body. */
    private static String text(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return cause.getClass().getSimpleName() + ": " + cause.getMessage();
            }
        }
        return failure.getClass().getSimpleName();
    }

    private static boolean neverLeft(Throwable cause) {
        return cause instanceof HttpHostConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof ConnectionRequestTimeoutException;
    }

    private static Outcome unreachable(Throwable cause) {
        return new Outcome.Retryable(
                Cause.PROVIDER_UNREACHABLE,
                "not-connected",
                words(cause),
                Optional.empty(),
                Outcome.Scope.CHANNEL,
                Optional.empty());
    }

    /** Merchants read it: what happened, without our names for it and the supplier's address. */
    private static String words(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException e -> "no connection within the time limit";
            case ConnectionRequestTimeoutException e -> "all connections were in use";
            case UnknownHostException e -> "the host name is not known";
            case NoRouteToHostException e -> "there is no way to the host";
            default -> "the connection was refused";
        };
    }
}
