package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.Patience;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.ReadOrders;
import serai.provider.Refusal;
import serai.provider.Turn;

/** What a store in trouble answers, and what it means. */
@Timeout(Patience.HANGS)
class StoreTroubleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Rig rig = new Rig();

    StoreTroubleTest() throws Exception {
        rig.shop.orders().add(727, Rig.NOON);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-key, CREDENTIALS_REFUSED",
        "read-only-key, PERMISSION_MISSING",
        "no-right, PERMISSION_MISSING",
        "firewall, RATE_LIMITED",
        "rate-limited, RATE_LIMITED",
        "server-error, PROVIDER_FAILING",
        "html, PROVIDER_FAILING",
        "redirect, CONFIGURATION_WRONG",
        "hang, PROVIDER_FAILING",
        "refuse, PROVIDER_UNREACHABLE"
    })
    void aTroubleOfTheStoreHoldsTheChannelAndMakesNoDeadLetter(String trouble, Cause cause) {
        rig.shop.trouble(trouble);

        var parcel = (Outcome.Retryable) rig.outcome(Rig.parcel("LP001"));
        var poll = (Outcome.Retryable) rig.outcome(new ReadOrders(NOW, Optional.empty()));

        assertThat(parcel.scope()).isEqualTo(Scope.CHANNEL);
        assertThat(parcel.giveUpAfter()).isEmpty();
        assertThat(poll.cause()).isEqualTo(cause);
        assertThat(rig.shop.writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"id\":1}                                     | PROVIDER_FAILING    | CHANNEL",
                "403 | <html>                                         | RATE_LIMITED        | CHANNEL",
                "403 | {\"code\":\"rest_forbidden\"}                    | PERMISSION_MISSING  | CHANNEL",
                "404 | <html>                                         | CONFIGURATION_WRONG | CHANNEL",
                "404 | {\"code\":\"rest_no_route\"}                     | CONFIGURATION_WRONG | CHANNEL",
                "408 | ''                                             | PROVIDER_FAILING    | CHANNEL",
                "409 | {\"code\":\"x\"}                                 | PROVIDER_FAILING    | ORDER",
                "500 | {\"code\":\"internal_server_error\"}             | PROVIDER_FAILING    | CHANNEL",
                "503 | <html>                                         | PROVIDER_FAILING    | CHANNEL",
                "302 | ''                                             | CONFIGURATION_WRONG | CHANNEL",
                "401 | {\"code\":\"woocommerce_rest_cannot_view\"}      | CREDENTIALS_REFUSED | CHANNEL"
            })
    void anAnswerThatSaysNothingOfTheOrderIsTriedAgain(int status, String body, Cause cause, Scope scope) {
        var outcome = (Outcome.Retryable) answered(status, body);

        assertThat(outcome.cause()).isEqualTo(cause);
        assertThat(outcome.scope()).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"code\":\"woocommerce_rest_shop_order_invalid_id\"}             | ORDER_NOT_IN_STORE",
                "404 | {\"code\":\"woocommerce_rest_order_invalid_id\"}                  | ORDER_NOT_IN_STORE",
                "404 | {\"code\":\"other\",\"message\":\"Invalid order ID.\"}            | ORDER_NOT_IN_STORE",
                "400 | {\"code\":\"rest_invalid_param\",\"message\":\"note is empty\"}   | STORE_REFUSED"
            })
    void anAnswerThatRefusesTheOrderIsADeadLetter(int status, String body, Cause cause) {
        var outcome = (Outcome.Rejected) answered(status, body);

        assertThat(outcome.cause()).isEqualTo(cause);
    }

    /** What a look at an order's notes ends with. */
    private Outcome answered(int status, String body) {
        var look = (Turn.Ask) rig.account().begin(Rig.message("m-1"));
        try {
            Turn next = look.then().apply(new Answer(status, Map.of(), body));
            throw new AssertionError("it was taken for a list of notes, and answered by " + next);
        } catch (Refusal refused) {
            return refused.outcome();
        }
    }

    @Test
    void aPauseThatTheStoreAsksForIsPassedOn() {
        rig.shop.trouble("rate-limited").option("retry-after", "7");

        var outcome = (Outcome.Retryable) rig.outcome(Rig.message("m-1"));

        assertThat(outcome.delay()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aPageOfTheHostIsNotQuoted() {
        rig.shop.trouble("html");

        var outcome = (Outcome.Retryable) rig.outcome(Rig.message("m-1"));

        assertThat(outcome.text()).isEqualTo("HTTP 200 with a body that is not JSON");
    }

    @Test
    void aStoreThatComesBackTakesWhatWaited() {
        rig.shop.refuse();
        rig.outcome(Rig.parcel("LP001"));
        rig.shop.accept();

        var outcome = rig.outcome(Rig.parcel("LP001"));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(rig.shop.orders().notes(727)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF{\"id\":1}",
                "Warning: x in /srv/a.php on line 7\n{\"id\":1}",
                "<b>Notice</b>: {closure} [a] [1]\n\n {\"id\":1}"
            })
    void whatIsPrintedBeforeTheBodyIsSkipped(String body) {
        var answer = ShopAnswer.of(new Answer(200, Map.of(), body), NOW);

        assertThat(answer.succeeded()).isTrue();
        assertThat(Shop.body(answer).path("id").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "true", "<html>{\"id\":1}</html>", "{\"id\":1", "[[[[[[[[[[[[[[[[[[[[[[[["})
    void whatIsNotJsonToTheEndIsNoSuccess(String body) {
        var answer = ShopAnswer.of(new Answer(200, Map.of(), body), NOW);

        assertThat(answer.succeeded()).isFalse();
        assertThat(answer.code()).isEqualTo(ShopAnswer.NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "99999, 3600", "'Sat, 21 Nov 2026 12:00:30 GMT', 30", "'Sat, 21 Nov 2026 11:00:30 GMT', 0"})
    void aPauseIsReadAsSecondsOrAsATime(String header, long seconds) {
        var answer = ShopAnswer.of(new Answer(429, Map.of("retry-after", header), ""), NOW);

        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void aPauseThatCannotBeReadIsNone() {
        var answer = ShopAnswer.of(new Answer(429, Map.of("Retry-After", "soon"), ""), NOW);

        assertThat(answer.retryAfter()).isEmpty();
    }

    @Test
    void everyRowSaysWhereItComesFrom() {
        var table = serai.provider.ErrorTable.load(Rig.FOLDER.resolve("errors.yaml"));

        assertThat(table.rows())
                .hasSizeGreaterThan(20)
                .noneMatch(row -> row.source().isBlank());
    }
}
