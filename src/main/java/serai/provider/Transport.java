package serai.provider;

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
            if (cause instanceof ConnectionRequestTimeoutException) {
                return notInTime("all of its connections there were in use");
            }
            if (neverLeft(cause)) {
                return unreachable(failure);
            }
        }
        String text = BrokenWords.lost(failure);
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

    private static boolean neverLeft(Throwable cause) {
        return cause instanceof HttpHostConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }

    private static Outcome unreachable(Throwable failure) {
        String certificate = BrokenWords.ofCertificate(failure);
        return new Outcome.Retryable(
                certificate.isEmpty() ? Cause.PROVIDER_UNREACHABLE : Cause.CERTIFICATE_NOT_TRUSTED,
                "not-connected",
                certificate.isEmpty() ? BrokenWords.neverSent(failure) : certificate,
                Optional.empty(),
                Outcome.Scope.CHANNEL,
                Optional.empty());
    }

    /** Our own slowness: it speaks neither against the other side nor against the order. */
    static Outcome notInTime(String text) {
        return new Outcome.Retryable(
                Cause.NOT_SENT_IN_TIME, "", text, Optional.empty(), Outcome.Scope.ORDER, Optional.empty());
    }
}
