package serai.provider;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * What broke a connection, in plain words: merchants read them. Never a library's own words, which name classes, quote
 * addresses with their signatures, or the body.
 */
final class BrokenWords {
    private BrokenWords() {}

    /** How far the other side's certificate is at fault; empty text when it is not. */
    static String ofCertificate(Throwable failure) {
        String found = "";
        for (Throwable cause : chain(failure)) {
            String words = switch (cause) {
                case CertificateExpiredException e -> "its certificate has expired";
                case CertificateNotYetValidException e -> "its certificate is not valid yet";
                case SSLPeerUnverifiedException e -> "its certificate is for another host name";
                case CertPathValidatorException e ->
                    "its certificate is not signed by an authority that this machine trusts";
                case CertPathBuilderException e ->
                    "its certificate is not signed by an authority that this machine trusts";
                case CertificateException e ->
                    otherName(e) ? "its certificate is for another host name" : "its certificate is not trusted here";
                default -> "";
            };
            // The deeper, the more exact.
            found = words.isEmpty() ? found : words;
        }
        return found;
    }

    /** The JDK has no type for it. */
    private static boolean otherName(CertificateException e) {
        String said = String.valueOf(e.getMessage());
        return said.startsWith("No subject alternative") || said.startsWith("No name matching");
    }

    /** Of a connection on which nothing was sent. */
    static String neverSent(Throwable failure) {
        for (Throwable cause : chain(failure)) {
            switch (cause) {
                case HttpLimits.TooLate e -> {
                    return "the connection came only after the time limit of the whole call";
                }
                case ConnectTimeoutException e -> {
                    return "no connection within the time limit";
                }
                case UnknownHostException e -> {
                    return "the host name is not known";
                }
                case NoRouteToHostException e -> {
                    return "there is no way to the host";
                }
                case HttpHostConnectException e -> {
                    return "the connection was refused";
                }
                case SSLException e -> {
                    return "no encrypted connection could be agreed on";
                }
                case HttpLimits.NeverSent e
                when e.getCause() instanceof IOException broken && !(broken instanceof SSLException) -> {
                    return "the connection broke while it was being made";
                }
                default -> {}
            }
        }
        return "the connection was refused";
    }

    /** Of an answer that was lost. */
    static String lost(Throwable failure) {
        for (Throwable cause : chain(failure)) {
            switch (cause) {
                case HttpLimits.NoAnswerInTime e -> {
                    return "no complete answer came within the time limit of the whole call";
                }
                case HttpLimits.TooLong e -> {
                    return "the answer was too long to be read";
                }
                case SocketTimeoutException e -> {
                    return "no answer came within the time limit";
                }
                case NoHttpResponseException e -> {
                    return "the other side closed the connection without an answer";
                }
                case ConnectionClosedException e -> {
                    return "the connection was closed before the answer was complete";
                }
                case SSLException e -> {
                    return "the encrypted connection broke before the answer was here";
                }
                case HttpException e -> {
                    return "what came back is not HTTP";
                }
                case IOException e
                when !(e.getCause() instanceof HttpException) -> {
                    return "the connection broke before the answer was here";
                }
                default -> {}
            }
        }
        return "Serai failed at the call itself; our log says where";
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable cause = failure; cause != null && all.size() < 20; cause = cause.getCause()) {
            all.add(cause);
        }
        return all;
    }
}
