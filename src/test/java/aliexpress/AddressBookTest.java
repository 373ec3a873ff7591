package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;

/** How AliExpress' lists of provinces are had, and what happens when they are not. */
class AddressBookTest {
    private static final String JAPAN = "{\"aliexpress_ds_address_get_response\":{\"result\":{\"ret\":true,\"data\":"
            + "{\"country\":\"JP\",\"type\":\"COUNTRY\",\"children\":\"[{\\\"name\\\":\\\"Tokyo\\\",\\\"type\\\":\\\"PROVINCE\\\"}]\"}}}}";

    private final TestAccount account = new TestAccount();
    private final List<Runnable> later = new ArrayList<>();

    @BeforeEach
    void listsAreAsked() {
        account.settings.put("address-lists", "true");
    }

    private AddressBook book(boolean atOnce) {
        AccountContext context = account.context();
        Gateway gateway = new Gateway(context);
        Faults faults = new Faults(context.errors());
        return new AddressBook(
                context, gateway, new Tokens(context, gateway, faults), faults, atOnce ? Runnable::run : later::add);
    }

    private static List<String> names(Optional<Listed> listed) {
        return listed.stream()
                .flatMap(list -> list.provinces().stream())
                .map(Listed.Place::name)
                .toList();
    }

    @Test
    void aListIsReadOnceADayAndTheOldOneServesMeanwhile() {
        account.caller = (kamelet, call) -> TestAccount.ok(JAPAN);
        AddressBook book = book(true);

        assertThat(book.known("JP")).isEmpty();
        assertThat(names(book.of("JP"))).containsExactly("Tokyo");
        assertThat(names(book.of("JP"))).containsExactly("Tokyo");
        assertThat(account.calls).hasSize(1);
        assertThat(TestAccount.form(account.calls.getFirst()))
                .containsEntry("method", "aliexpress.ds.address.get")
                .containsEntry("countryCode", "JP");

        account.clock.advance(Duration.ofHours(25));
        account.caller = (kamelet, call) -> TestAccount.ok("<html>");

        assertThat(names(book.of("JP"))).containsExactly("Tokyo");
        assertThat(account.calls).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{",
                "{\"aliexpress_ds_address_get_response\":{\"result\":{\"ret\":false,\"code\":\"1\"}}}",
                "{\"error_response\":{\"code\":\"InsufficientPermission\",\"msg\":\"no\"}}",
                "{\"error_response\":{\"code\":\"InvalidApiPath\",\"msg\":\"no\"}}",
                "{\"error_response\":{\"code\":\"IllegalAccessToken\",\"msg\":\"no\"}}",
                "{\"error_response\":{\"code\":\"ApiCallLimit\",\"msg\":\"this ban will last 1 seconds\"}}"
            })
    void aListThatCannotBeHadIsNotAskedForAgainAtOnceAndStopsNothing(String body) {
        account.caller = (kamelet, call) -> new Answer(200, Map.of(), body);
        AddressBook book = book(true);

        assertThat(book.of("JP")).isEmpty();
        assertThat(book.of("JP")).isEmpty();
        assertThat(account.calls).hasSize(1);

        account.clock.advance(Duration.ofHours(7));

        assertThat(book.of("JP")).isEmpty();
        assertThat(account.calls).hasSize(2);
    }

    @Test
    void aSupplierThatIsDownStopsNoOrderForWantOfAList() {
        account.caller = (kamelet, call) -> {
            throw new Refusal(new Outcome.Retryable(
                    Cause.PROVIDER_FAILING, "", "refused", Optional.empty(), Outcome.Scope.CHANNEL, Optional.empty()));
        };

        assertThat(book(true).of("JP")).isEmpty();
    }

    @Test
    void aFaultOfOursStopsNoOrderEither() {
        account.caller = (kamelet, call) -> {
            throw new IllegalStateException("the context has stopped");
        };

        assertThat(book(true).of("JP")).isEmpty();
    }

    @Test
    void anOrderWaitsTwoSecondsForAFirstListAndTheNextOneDoesNotWaitAgain() {
        account.caller = (kamelet, call) -> TestAccount.ok(JAPAN);
        AddressBook book = book(false);
        long before = System.nanoTime();

        assertThat(book.of("JP")).isEmpty();
        long first = System.nanoTime();
        assertThat(book.of("JP")).isEmpty();
        long second = System.nanoTime();

        assertThat(Duration.ofNanos(first - before)).isGreaterThan(Duration.ofMillis(1900));
        assertThat(Duration.ofNanos(second - first)).isLessThan(Duration.ofMillis(1900));
        assertThat(later).hasSize(1);

        later.getFirst().run();

        assertThat(names(book.of("JP"))).containsExactly("Tokyo");
    }

    @Test
    void theListDecidesWhatAnOrderSays() {
        account.caller = (kamelet, call) -> TestAccount.ok(JAPAN.replace("Tokyo", "Tokyo To"));
        AliExpress open = account.open();
        var task = TestAccount.with(order -> TestAccount.of(
                TestAccount.to(
                        order,
                        new serai.base.Address(
                                "Aya Mori",
                                "",
                                "Jinnan 1-2-3",
                                "",
                                "Shibuya-ku",
                                "13",
                                "150-0041",
                                "JP",
                                "+81 3 1234 5678",
                                "Tōkyō"),
                        Map.of()),
                order.items().getFirst()));

        Call call = open.writePlaceOrder(task);

        assertThat(TestAccount.form(call).get("param_place_order_request4_open_api_d_t_o"))
                .contains("\"province\":\"Tokyo To\"", "\"city\":\"Shibuya-ku\"", "\"country\":\"JP\"");
        assertThat(account.calls).hasSize(1);
    }

    @Test
    void theListsCanBeSwitchedOff() {
        account.settings.put("address-lists", "false");

        assertThat(book(true).of("JP")).isEmpty();
        assertThat(account.calls).isEmpty();
    }
}
