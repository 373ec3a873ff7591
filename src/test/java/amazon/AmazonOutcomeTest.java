package amazon;

import static amazon.Fixture.NOON;
import static amazon.Fixture.answer;
import static amazon.Fixture.errors;
import static amazon.Fixture.found;
import static amazon.Fixture.order;
import static amazon.Fixture.takenAt;
import static amazon.Fixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.Task;

/** What each answer of the Selling Partner API comes to. */
class AmazonOutcomeTest {
    private static final String HTML = "<html><body>Service Unavailable</body></html>";

    private final Fixture fixture = new Fixture();
    private final Amazon amazon = fixture.amazon;

    private Outcome placed(int status, String body) {
        return placed(answer(status, body));
    }

    private Outcome placed(Answer answer) {
        Task task = task(order());
        return amazon.readPlaceOrder(task, amazon.writePlaceOrder(task), answer);
    }

    private Outcome looked(Task task, int status, String body) {
        return amazon.readFindOrder(task, amazon.writeFindOrder(task), answer(status, body));
    }

    @ParameterizedTest(name = "create {0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | {}                                                                    | Taken
            200 | {"errors":[]}                                                         | Taken
            200 | {"errors":null,"payload":{}}                                          | Taken
            200 | {"unheardOf":1}                                                       | Unknown
            200 | {"error":"who knows"}                                                 | Unknown
            200 | {"errors":[{"code":"NeverHeardOf","message":"bad"}]}                  | Rejected REFUSED_BY_SUPPLIER
            200 | {"errors":[{"code":"InvalidInput","message":"bad"}]}                  | Rejected REFUSED_BY_SUPPLIER
            200 | {"errors":[{"code":"InternalFailure","message":"sorry"}]}             | Unknown
            200 | ``                                                                    | Unknown
            200 | []                                                                    | Unknown
            200 | {"err                                                                 | Unknown
            200 | <html>hello</html>                                                    | Unknown
            302 | ``                                                                    | Unknown
            400 | {"errors":[{"code":"InvalidInput","message":"the SellerSKU for Item Id: 100482-L1 is invalid.","details":""}]} | Rejected ITEM_UNKNOWN
            400 | {"errors":[{"code":"Invalid Input","message":"x"}]}                   | Rejected REFUSED_BY_SUPPLIER
            400 | {"errors":[{"code":"BAD_REQUEST","message":"x"}]}                     | Rejected REFUSED_BY_SUPPLIER
            400 | {"errors":[{"code":"InvalidRequest","message":"x","details":null}]}   | Rejected REFUSED_BY_SUPPLIER
            400 | {"errors":[{"code":"NeverHeardOf","message":"x"}]}                    | Rejected REFUSED_BY_SUPPLIER
            400 | {"errors":[{"code":"InvalidInput","message":"Could not match input arguments"}]} | Rejected CONFIGURATION_WRONG
            400 | <html>Bad Request</html>                                              | Rejected REFUSED_BY_SUPPLIER
            400 | ``                                                                    | Rejected REFUSED_BY_SUPPLIER
            400 | {"errors":[{"code":"InvalidInput","message":"A create request ALREADY EXISTS for this id"}]} | Taken
            409 | {"errors":[{"code":"Conflict","message":"x","details":"order already exists"}]} | Taken
            409 | {"errors":[{"code":"Conflict","message":"x"}]}                        | Unknown
            500 | {"errors":[{"code":"X","message":"it already exists"}]}               | Unknown
            401 | {"errors":[{"code":"Unauthorized","message":"x","details":""}]}       | Retryable CHANNEL PERMISSION_MISSING
            403 | {"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":""}]} | Retryable CHANNEL PERMISSION_MISSING
            403 | {"errors":[{"code":"Unauthorized","message":"x","details":"The marketplaces you provided are not valid for region."}]} | Retryable CHANNEL CONFIGURATION_WRONG
            403 | <html>Forbidden</html>                                                | Retryable CHANNEL PERMISSION_MISSING
            404 | {"errors":[{"code":"NotFound","message":"x"}]}                        | Rejected REFUSED_BY_SUPPLIER
            404 | <html>Not Found</html>                                                | Unknown
            408 | ``                                                                    | Unknown
            413 | ``                                                                    | Rejected REFUSED_BY_SUPPLIER
            415 | {"errors":[{"code":"UnsupportedMediaType","message":"x"}]}            | Rejected REFUSED_BY_SUPPLIER
            429 | {"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota for the requested resource.","details":""}]} | Retryable CHANNEL RATE_LIMITED
            429 | <html>slow down</html>                                                | Retryable CHANNEL RATE_LIMITED
            500 | {"errors":[{"code":"InternalFailure","message":"We encountered an internal error. Please try again.","details":""}]} | Unknown
            500 | {"errors":[{"code":"InvalidInput","message":"x"}]}                    | Unknown
            502 | <html>Bad Gateway</html>                                              | Unknown
            503 | {"errors":[{"code":"ServiceUnavailable","message":"x"}]}              | Unknown
            503 | ``                                                                    | Unknown
            520 | <html>edge</html>                                                     | Unknown
            """)
    void createAnswers(int status, String body, String expected) {
        var outcome = placed(status, body);

        assertThat(words(outcome)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "look-up {0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            404 | {"errors":[{"code":"NotFound","message":"x"}]}                        | NotFound
            404 | ``                                                                    | NotFound
            404 | <html>no such page</html>                                             | Retryable CHANNEL PROVIDER_FAILING
            400 | {"errors":[{"code":"InvalidInput","message":"The order was not found."}]} | NotFound
            400 | {"errors":[{"code":"InvalidInput","message":"already exists"}]}       | Retryable ORDER CONFIGURATION_WRONG
            400 | <html>Bad Request</html>                                              | Retryable ORDER CONFIGURATION_WRONG
            403 | {"errors":[{"code":"Unauthorized","message":"order not found"}]}      | Retryable CHANNEL PERMISSION_MISSING
            429 | {"errors":[{"code":"QuotaExceeded","message":"x"}]}                   | Retryable CHANNEL RATE_LIMITED
            500 | {"errors":[{"code":"InternalFailure","message":"x"}]}                 | Retryable CHANNEL PROVIDER_FAILING
            503 | <html>x</html>                                                        | Retryable CHANNEL PROVIDER_FAILING
            200 | <html>x</html>                                                        | Retryable CHANNEL PROVIDER_FAILING
            200 | ``                                                                    | Retryable CHANNEL PROVIDER_FAILING
            200 | {}                                                                    | Retryable ORDER PROVIDER_FAILING
            200 | {"payload":{"fulfillmentOrder":{"fulfillmentOrderStatus":"New"}}}     | Retryable ORDER PROVIDER_FAILING
            200 | {"payload":"what"}                                                    | Retryable ORDER PROVIDER_FAILING
            200 | {"errors":[{"code":"NotFound","message":"no order"}]}                 | NotFound
            """)
    void lookUpAnswers(int status, String body, String expected) {
        var outcome = looked(task(order()), status, body);

        assertThat(words(outcome)).isEqualTo(expected);
    }

    @Test
    void createIsReadBackAfterTwoSecondsBecauseAmazonHasNotValidatedIt() {
        var outcome = placed(200, "{}");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Taken.class, taken -> assertThat(taken.delay()).isEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void duplicateIdIsLookedUpAtOnce() {
        var outcome = placed(400, errors("InvalidInput", "refused", "A create request already exists for this id"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Taken.class, taken -> assertThat(taken.delay()).isZero());
    }

    @Test
    void duplicateWithEqualLinesIsDoneUnderOurReference() {
        var outcome = looked(takenAt(NOON), 200, found("Planning"));

        assertThat(outcome).isEqualTo(new Outcome.Done(List.of("SHOP1-100482-1"), "Amazon says Planning"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"quantity\": 3, \"cancelled", "\"quantity\": 1, \"cancelled"})
    void duplicateWithAnotherQuantityIsAConflictForAPerson(String other) {
        var body = found("Planning").replace("\"quantity\": 2, \"cancelled", other);

        var outcome = looked(takenAt(NOON), 200, body);

        assertThat(words(outcome)).isEqualTo("Rejected CONFLICT_AT_SUPPLIER");
    }

    @Test
    void duplicateWithAnotherSkuIsAConflictEvenWhenItIsDead() {
        var body = found("Invalid").replace("MUG-RED-11OZ", "MUG-BLUE-11OZ");

        var outcome = looked(takenAt(NOON), 200, body);

        assertThat(words(outcome)).isEqualTo("Rejected CONFLICT_AT_SUPPLIER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Received", "Planning", "PROCESSING", "complete", "CompletePartialled"})
    void validatedOrderIsDone(String status) {
        var outcome = looked(takenAt(NOON), 200, found(status));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid", "UNFULFILLABLE", "Cancelled"})
    void orderThatDiesAfterAmazonTookItIsADeadLetterNamingTheStatus(String status) {
        assertThat(placed(200, "{}")).isInstanceOf(Outcome.Taken.class);

        var outcome = looked(takenAt(NOON), 200, found(status));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.cause()).isEqualTo(Cause.DIED_AT_SUPPLIER);
            assertThat(rejected.text()).contains(status).contains("req-1");
        });
    }

    @Test
    void newOrderIsReadMoreSlowlyAndCountsAsPlacedAfterTwentySeconds() {
        var task = takenAt(NOON);

        var atOnce = looked(task, 200, found("New"));
        fixture.clock.pass(Duration.ofSeconds(6));
        var later = looked(task, 200, found("New"));
        fixture.clock.pass(Duration.ofSeconds(14));
        var last = looked(task, 200, found("New"));

        assertThat(((Outcome.Taken) atOnce).delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(((Outcome.Taken) later).delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(last)
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.note()).contains("not yet validated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Teleporting", "", " "})
    void unknownStatusIsPolledOnMoreAndMoreSlowly(String status) {
        fixture.clock.pass(Duration.ofHours(3));

        var outcome = looked(takenAt(NOON), 200, found(status));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Taken.class, taken -> assertThat(taken.delay()).isEqualTo(Duration.ofMinutes(5)));
    }

    @Test
    void orderThatAmazonTookMayStayInvisibleForFifteenMinutes() {
        var task = takenAt(NOON);
        var notFound = errors("NotFound", "Order not found", "");

        var early = looked(task, 404, notFound);
        fixture.clock.pass(Duration.ofMinutes(15).minusMillis(1));
        var justBefore = looked(task, 404, notFound);
        fixture.clock.pass(Duration.ofMillis(1));
        var after = looked(task, 404, notFound);

        assertThat(early).isInstanceOf(Outcome.Taken.class);
        assertThat(justBefore).isInstanceOf(Outcome.Taken.class);
        assertThat(words(after)).isEqualTo("Rejected LOST_AT_SUPPLIER");
    }

    @Test
    void unknownFieldsAndMissingOnesDoNotHideTheOrder() {
        var body = """
                {"payload":{"primeUpgraded":true,
                 "fulfillmentOrder":{"fulfillmentOrderStatus":"Received","marketplaceId":"31060","featureConstraints":null},
                 "fulfillmentOrderItems":[{"sellerSku":"MUG-RED-11OZ","quantity":1},{"sellerSku":"MUG-RED-11OZ","quantity":1}]}}
                """;

        var outcome = looked(takenAt(NOON), 200, body);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void reasonInTheDetailsAndTheRequestIdAreKept() {
        var outcome = placed(400, errors("InvalidInput", "Refused.", "quantity is odd"));

        assertThat(((Outcome.Rejected) outcome).text())
                .contains("Refused.")
                .contains("quantity is odd")
                .contains("req-1");
    }

    @Test
    void retryAfterIsHonouredUpToAnHour() {
        var quota = errors("QuotaExceeded", "x", "");

        assertThat(delay(placed(new Answer(429, Map.of("retry-after", "7"), quota))))
                .contains(Duration.ofSeconds(7));
        assertThat(delay(placed(new Answer(429, Map.of("Retry-After", "999999999"), quota))))
                .contains(Duration.ofHours(1));
        assertThat(delay(placed(new Answer(429, Map.of("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"), quota))))
                .isEmpty();
    }

    @Test
    void rateLimitIsReadLeniently() {
        assertThat(amazon.rateLimit(new Answer(200, Map.of("x-amzn-ratelimit-limit", " 2.0 "), "")))
                .contains(2.0);
        assertThat(amazon.rateLimit(new Answer(200, Map.of("x-amzn-RateLimit-Limit", "0.0056"), "")))
                .contains(0.0056);
        assertThat(amazon.rateLimit(new Answer(200, Map.of("x-amzn-RateLimit-Limit", "lots"), "")))
                .isEmpty();
        assertThat(amazon.rateLimit(new Answer(429, Map.of(), ""))).isEmpty();
    }

    @Test
    void htmlBodyIsNeverRepeatedInTheText() {
        var outcome = placed(503, HTML);

        assertThat(((Outcome.Unknown) outcome).text()).contains("HTTP 503").doesNotContain("<");
    }

    private static Optional<Duration> delay(Outcome outcome) {
        return ((Outcome.Retryable) outcome).delay();
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> "Done";
            case Outcome.Taken taken -> "Taken";
            case Outcome.Unpaid unpaid -> "Unpaid";
            case Outcome.Rejected rejected -> "Rejected " + rejected.cause();
            case Outcome.Retryable retryable ->
                "Retryable " + (retryable.scope() == Scope.CHANNEL ? "CHANNEL " : "ORDER ") + retryable.cause();
            case Outcome.Unknown unknown -> "Unknown";
            case Outcome.NotFound notFound -> "NotFound";
        };
    }
}
