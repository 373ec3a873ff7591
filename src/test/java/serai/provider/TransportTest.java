package serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportTest {
    @ParameterizedTest
    @MethodSource("neverLeft")
    void whatNeverLeftMayBeSentAgain(Exception failure) {
        for (boolean mayBuy : new boolean[] {true, false}) {
            assertThat(Transport.outcome(new RuntimeException("wrapped", failure), mayBuy))
                    .isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> {
                        assertThat(retryable.cause()).isEqualTo(Cause.PROVIDER_UNREACHABLE);
                        assertThat(retryable.scope()).isEqualTo(Outcome.Scope.CHANNEL);
                        assertThat(retryable.giveUpAfter()).isEmpty();
                    });
        }
    }

    static Stream<Exception> neverLeft() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new NoRouteToHostException("No route to host"),
                new UnknownHostException("api.example"),
                new ConnectTimeoutException("connect timed out"));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void whatWasLostIsUnknownWhereItCouldBuyAndRetryableWhereNot(Exception failure) {
        assertThat(Transport.outcome(failure, true))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.giveUpAfter()).isEmpty());
        assertThat(Transport.outcome(failure, false))
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        retryable -> assertThat(retryable.scope()).isEqualTo(Outcome.Scope.CHANNEL));
    }

    static Stream<Exception> lost() {
        return Stream.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                new NoHttpResponseException("closed"),
                new SSLException("closed in the middle"),
                new IOException("broken pipe"),
                new IllegalStateException("our own mistake"));
    }

    @Test
    void anAddressWithItsSignatureIsNotQuoted() {
        Outcome outcome = Transport.outcome(
                new IllegalArgumentException("Illegal character: https://shop.example/?oauth_signature=s3cr3t"), true);

        assertThat(outcome.toString()).doesNotContain("s3cr3t", "IllegalArgumentException");
    }

    @Test
    void aRefusalKeepsItsOwnOutcomeHoweverDeepItLies() {
        Outcome pause = new Outcome.Retryable(
                Cause.CREDENTIALS_REFUSED, "x", "y", Optional.empty(), Outcome.Scope.CHANNEL, Optional.empty());

        assertThat(Transport.outcome(new RuntimeException(new IOException(new Refusal(pause))), true))
                .isEqualTo(pause);
    }
}
