package amazon;

import static amazon.Fixture.item;
import static amazon.Fixture.order;
import static amazon.Fixture.task;
import static amazon.Fixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Json;
import serai.base.Money;
import serai.base.Wish;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/** Money, wishes and what nobody sees: what an order says that Amazon has to be told, or cannot be. */
class WordsOfAnOrderTest {
    private final Amazon amazon = new Fixture().amazon;

    private JsonNode request(PlaceOrder order) {
        return Json.read(amazon.writePlaceOrder(task(order)).body(), JsonNode.class);
    }

    private String refusal(PlaceOrder order) {
        var refusal = catchThrowableOfType(Refusal.class, () -> amazon.writePlaceOrder(task(order)));
        var rejected = (Outcome.Rejected) refusal.outcome();
        return rejected.cause() + " " + rejected.text();
    }

    private static PlaceOrder.Item like(PlaceOrder.Item item, Optional<Money> price, Wish... wishes) {
        return new PlaceOrder.Item(
                item.lineId(),
                item.sku(),
                item.title(),
                "",
                "",
                item.supplierSku(),
                item.quantity(),
                price,
                Optional.empty(),
                "",
                List.of(wishes));
    }

    private static PlaceOrder wishing(Wish... wishes) {
        PlaceOrder.Item item = item("1", "MUG", 1, "");
        return with(List.of(item("0", "TEE", 1, ""), like(item, item.unitPrice(), wishes)));
    }

    /**
     * lineofflight/peddler issue 102 and amzn/selling-partner-api-docs issue 891 are about refused values; a WooCommerce line
     * of 1000 yen for three pieces, Kuwait's three digits, a fraction of a cent, a currency that ISO does not have.
     */
    @ParameterizedTest
    @CsvSource({
        "333.33, JPY, 333",
        "333.5, JPY, 334",
        "0.2, JPY, 1",
        "1000, KRW, 1000",
        "3.3333, USD, 3.33",
        "3.335, USD, 3.34",
        "5, EUR, 5.00",
        "0.001, USD, 0.01",
        "0, USD, 0.00",
        "1.2345, KWD, 1.235",
        "12.5, CLP, 13",
        "1.005, QQQ, 1.01"
    })
    void moneyHasTheDigitsOfItsCurrency(BigDecimal amount, String currency, String declared) {
        var item = like(item("1", "MUG", 1, ""), Optional.of(new Money(amount, currency)));

        JsonNode value = request(with(List.of(item))).at("/items/0/perUnitDeclaredValue");

        assertThat(value.path("value").asText()).isEqualTo(declared);
        assertThat(value.path("currencyCode").asText()).isEqualTo(currency);
    }

    /**
     * woocommerce/woocommerce issue 32038 (custom text in a line's meta data); the names are those of common engraving,
     * tailoring and personalising plug-ins.
     */
    @ParameterizedTest
    @ValueSource(strings = {"Engraving", "Your text (max. 20 letters)", "Size", "Gift wrapping"})
    void anEngravingIsNotBoughtBlank(String name) {
        String refused = refusal(wishing(new Wish(name, "To Łucja")));

        assertThat(refused)
                .startsWith("WISH_WOULD_BE_LOST items[1].wishes: ")
                .contains("1 field of this line", "take wishes out")
                .doesNotContain("Łucja", name);
    }

    @Test
    void aPersonWhoTakesTheWishOutSendsTheOrder() {
        PlaceOrder kept = wishing(new Wish("Engraving", "To Łucja"));
        var edited =
                Json.read(Json.write(kept).replaceAll("\"wishes\":\\[\\{[^]]*]", "\"wishes\":[]"), PlaceOrder.class);

        assertThat(refusal(kept)).startsWith("WISH_WOULD_BE_LOST");
        assertThat(request(edited).path("items")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gift message", "gift_note", "Gift Message:", "giftMessage", "Gift card message"})
    void aGiftMessageGoesIntoItsOwnField(String name) {
        JsonNode items = request(wishing(new Wish(name, " Happy\u2060 birthday, Łucja! ")))
                .path("items");

        assertThat(items.get(1).path("giftMessage").asText()).isEqualTo("Happy birthday, Łucja!");
        assertThat(items.get(0).has("giftMessage")).isFalse();
    }

    @Test
    void aGiftMessageIsNotCutAndAnEmptyWishIsNone() {
        assertThat(refusal(wishing(new Wish("Gift message", "x".repeat(513)))))
                .startsWith("WISH_WOULD_BE_LOST items[1].wishes: the gift message has 513 characters");
        assertThat(request(wishing(new Wish("Engraving", " "))).path("items")).hasSize(2);
    }

    /** Shopify/worldwide issues 221 and 273: U+2060 between street and number; marks of direction come with copied phones. */
    @Test
    void whatNobodySeesIsNotSent() {
        var to = new Address(
                "Jo\u200bão\ufeff Silva",
                "Lda\u200e",
                "Rua das Flores, \u2060123",
                "Apto 4, \u2060Centro",
                "Lisboa\u200f",
                "\u206011",
                "1100\u200b-148",
                "PT",
                "\u202a+351 21 123 4567\u202c",
                "Lis\u2060boa");

        String sent = request(with(to)).path("destinationAddress").toString();

        assertThat(sent)
                .contains(
                        "João Silva",
                        "Rua das Flores, 123",
                        "Apto 4, Centro",
                        "\"stateOrRegion\":\"Lisboa\"",
                        "1100-148");
        assertThat(sent.codePoints().filter(c -> Character.getType(c) == Character.FORMAT))
                .isEmpty();
    }

    @Test
    void aNameOfInvisibleCharactersOnlyIsMissing() {
        Address austin = order().shipTo();
        var nameless = new Address(
                "\u200b\u2060",
                "",
                austin.line1(),
                "",
                austin.city(),
                austin.region(),
                austin.postalCode(),
                austin.country(),
                "");

        assertThat(refusal(with(nameless))).startsWith("ADDRESS_INVALID shipTo.name");
        assertThat(amazon.flaws(with(nameless)))
                .extracting(flaw -> flaw.field())
                .containsExactly("shipTo.name");
    }

    @ParameterizedTest
    @CsvSource({"UK, GB", "EL, GR", "DE, DE"})
    void reservedCodesOfCountriesAreSentAsIsoHasThem(String given, String sent) {
        var to = new Address("Jane Roe", "", "High Street 1", "", "Town", "", "12345", given, "");

        assertThat(request(with(to)).at("/destinationAddress/countryCode").asText())
                .isEqualTo(sent);
    }

    @Test
    void aCountryThatIsNoneIsALetter() {
        assertThat(Arrays.asList("ZZ", "XX", "AN"))
                .allSatisfy(country -> assertThat(refusal(
                                with(new Address("Jane Roe", "", "Street 1", "", "Town", "", "12345", country, ""))))
                        .startsWith("ADDRESS_INVALID shipTo.country"));
    }
}
