package amazon;

import static amazon.Fixture.item;
import static amazon.Fixture.numbered;
import static amazon.Fixture.order;
import static amazon.Fixture.task;
import static amazon.Fixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Json;
import serai.base.Money;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/** How an order becomes Amazon's, and which orders do not. */
class RequestMappingTest {
    private final Amazon amazon = new Fixture().amazon;

    private JsonNode request(PlaceOrder order) {
        return Json.read(amazon.writePlaceOrder(task(order)).body(), JsonNode.class);
    }

    private String refusal(PlaceOrder order) {
        var refusal = catchThrowableOfType(Refusal.class, () -> amazon.writePlaceOrder(task(order)));
        var rejected = (Outcome.Rejected) refusal.outcome();
        return rejected.cause() + " " + rejected.text();
    }

    private static Address address(String field, String value) {
        Address a = order().shipTo();
        return new Address(
                field.equals("name") ? value : a.name(),
                field.equals("company") ? value : a.company(),
                field.equals("line1") ? value : a.line1(),
                field.equals("line2") ? value : a.line2(),
                field.equals("city") ? value : a.city(),
                field.equals("region") ? value : a.region(),
                field.equals("postalCode") ? value : a.postalCode(),
                field.equals("country") ? value : a.country(),
                field.equals("phone") ? value : a.phone());
    }

    @ParameterizedTest
    @CsvSource({
        "#1001, #1001",
        "'  A  B\tC ', A B C",
        "Bestellung-ß, Bestellung-ß",
        "注文1, SHOP1-100482-1",
        "'', SHOP1-100482-1",
        "a\u0007b, SHOP1-100482-1",
        "1234567890123456789012345678901234567890, 1234567890123456789012345678901234567890",
        "12345678901234567890123456789012345678901, SHOP1-100482-1"
    })
    void slipShowsTheOrderNumberOrElseOurReference(String orderNumber, String shown) {
        assertThat(request(numbered(orderNumber)).path("displayableOrderId").asText())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"name, 50", "line1, 60", "line2, 60", "city, 50", "region, 150", "postalCode, 20", "phone, 20"})
    void tooLongAddressIsADeadLetterNamingTheFieldAndNotItsText(String field, int max) {
        var fits = request(with(inSweden(address(field, "ö".repeat(max)))));
        var refusal = refusal(with(inSweden(address(field, "ö".repeat(max + 1)))));

        assertThat(fits.path("destinationAddress").toString()).contains("ö".repeat(max));
        assertThat(refusal)
                .startsWith("ADDRESS_INVALID shipTo." + field + ": has " + (max + 1) + " characters")
                .doesNotContain("ö");
    }

    /** Where any text may be a region. */
    private static Address inSweden(Address a) {
        String region = a.region().equals("TX") ? "" : a.region();
        return new Address(
                a.name(), a.company(), a.line1(), a.line2(), a.city(), region, a.postalCode(), "SE", a.phone());
    }

    @Test
    void emojiCountsAsOneCharacter() {
        var request = request(with(address("name", "🦊".repeat(50))));

        assertThat(request.path("destinationAddress").path("name").asText()).isEqualTo("🦊".repeat(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "line1", "city", "postalCode", "country"})
    void missingAddressFieldIsADeadLetterNamingIt(String field) {
        assertThat(refusal(with(address(field, " ")))).startsWith("ADDRESS_INVALID shipTo." + field + ": ");
    }

    @Test
    void japaneseCityBecomesTheFirstLine() {
        var japan = new Address("山田太郎", "", "神南1-2-3", "ビル5F", "渋谷区", "東京都", "150-0041", "JP", "");

        var destination = request(with(japan)).path("destinationAddress");

        assertThat(destination.has("city")).isFalse();
        assertThat(destination.path("addressLine1").asText()).isEqualTo("渋谷区");
        assertThat(destination.path("addressLine2").asText()).isEqualTo("神南1-2-3");
        assertThat(destination.path("addressLine3").asText()).isEqualTo("ビル5F");
        assertThat(destination.path("stateOrRegion").asText()).isEqualTo("東京都");
    }

    @Test
    void companyTakesTheFirstFreeLineOrTheMissingName() {
        var beside = request(with(address("company", "Acme"))).path("destinationAddress");
        var alone = request(with(new Address("", "Acme", "Weg 1", "", "Köln", "", "50667", "DE", "")))
                .path("destinationAddress");

        assertThat(beside.path("addressLine3").asText()).isEqualTo("Acme");
        assertThat(alone.path("name").asText()).isEqualTo("Acme");
        assertThat(alone.has("addressLine2")).isFalse();
    }

    @Test
    void fourLinesAreADeadLetterAndNotThree() {
        var japan = new Address("山田", "会社", "神南1-2-3", "ビル5F", "渋谷区", "東京都", "150-0041", "JP", "");

        assertThat(refusal(with(japan))).startsWith("ADDRESS_INVALID shipTo.company");
    }

    @Test
    void itemIdIsTheStoresWhereItIsPlainAndElseAFingerprint() {
        var items = List.of(
                item("1", "A", 1, ""),
                item("gid://shopify/LineItem/7", "B", 1, ""),
                item("1", "C", 1, ""),
                item("y".repeat(51), "D", 1, ""));

        var first = request(with(items)).path("items").findValuesAsText("sellerFulfillmentOrderItemId");
        var again = request(with(items)).path("items").findValuesAsText("sellerFulfillmentOrderItemId");

        assertThat(first).isEqualTo(again).doesNotHaveDuplicates().hasSize(4);
        assertThat(first.getFirst()).isEqualTo("1");
        assertThat(first.subList(1, 4)).allMatch(id -> id.matches("L-[0-9a-z]{26}"));
    }

    @Test
    void declaredValueIsPlainDecimalTextAndAbsentWithoutAPrice() {
        var item = item("1", "A", 1, "");
        var priced = withPrice(item, Optional.of(new Money(new BigDecimal("1.25E+3"), "EUR")));
        var unpriced = withPrice(item, Optional.empty());

        var some = request(with(List.of(priced))).path("items").path(0);
        var none = request(with(List.of(unpriced))).path("items").path(0);

        assertThat(some.path("perUnitDeclaredValue").toString())
                .isEqualTo("{\"currencyCode\":\"EUR\",\"value\":\"1250.00\"}");
        assertThat(none.has("perUnitDeclaredValue")).isFalse();
    }

    @Test
    void indiaNeedsADeclaredValue() {
        var india = new Address("Asha Rao", "", "12 MG Road", "", "Bengaluru", "KA", "560001", "IN", "");
        var unpriced = withPrice(item("1", "A", 1, ""), Optional.empty());
        var order = with(List.of(unpriced));
        var toIndia = new PlaceOrder(
                order.reference(),
                order.orderNumber(),
                order.placedAt(),
                order.email(),
                india,
                order.items(),
                order.note(),
                order.taxIds());

        assertThat(refusal(toIndia)).startsWith("ORDER_NOT_ACCEPTABLE items[0].unitPrice");
    }

    @ParameterizedTest
    @CsvSource({"'', Standard", "standard, Standard", "EXPEDITED, Expedited", "Priority, Priority"})
    void speedComesFromTheListing(String service, String speed) {
        var request = request(with(List.of(item("1", "A", 1, service))));

        assertThat(request.path("shippingSpeedCategory").asText()).isEqualTo(speed);
    }

    @Test
    void speedThatAmazonDoesNotHaveOrTwoSpeedsAreDeadLetters() {
        assertThat(refusal(with(List.of(item("1", "A", 1, ""), item("2", "B", 1, "drone")))))
                .startsWith("NOT_DELIVERABLE items[1].shippingService: must be");
        assertThat(refusal(with(List.of(item("1", "A", 1, "ScheduledDelivery")))))
                .startsWith("NOT_DELIVERABLE items[0].shippingService");
        assertThat(refusal(with(List.of(item("1", "A", 1, ""), item("2", "B", 1, "priority")))))
                .startsWith("NOT_DELIVERABLE items[1].shippingService: differs");
    }

    @Test
    void skuThatAmazonFailsOnIsADeadLetter() {
        assertThat(refusal(with(List.of(item("1", "A\"B", 1, ""))))).startsWith("ITEM_UNKNOWN items[0].supplierSku");
        assertThat(refusal(with(List.of(item("1", "A".repeat(51), 1, "")))))
                .startsWith("ITEM_UNKNOWN items[0].supplierSku: has 51");
    }

    @Test
    void listingWithoutASellerSkuMeansTheStoresSku() {
        var request = request(with(List.of(item("1", "", 1, ""))));

        assertThat(request.path("items").path(0).path("sellerSku").asText()).isEqualTo("MUG-RED");
    }

    @Test
    void moreThanAmazonTakesInOneOrderIsADeadLetter() {
        assertThat(refusal(with(AmazonContractTest.manyItems(101, 1)))).startsWith("ORDER_NOT_ACCEPTABLE items: 101");
        assertThat(refusal(with(AmazonContractTest.manyItems(3, 84)))).startsWith("ORDER_NOT_ACCEPTABLE items: 3");
    }

    @Test
    void featuresComeFromTheSetting() {
        var request = Json.read(
                new Fixture("features", "BLANK_BOX, OVERBOX=NotRequired")
                        .amazon
                        .writePlaceOrder(task(order()))
                        .body(),
                JsonNode.class);

        assertThat(request.path("featureConstraints").toString())
                .isEqualTo("[{\"featureName\":\"BLANK_BOX\",\"featureFulfillmentPolicy\":\"Required\"},"
                        + "{\"featureName\":\"OVERBOX\",\"featureFulfillmentPolicy\":\"NotRequired\"}]");
        assertThat(request(order()).has("featureConstraints")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "shipping-speed, drone",
        "comment, ''",
        "marketplace-id, ''",
        "features, BLANK_BOX=Maybe",
        "features, 'BLANK_BOX,,OVERBOX'"
    })
    void malformedSettingIsNamed(String key, String value) {
        assertThatThrownBy(() -> new Fixture(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serai.amazon." + key);
    }

    private static PlaceOrder.Item withPrice(PlaceOrder.Item item, Optional<Money> price) {
        return new PlaceOrder.Item(
                item.lineId(),
                item.sku(),
                item.title(),
                item.productId(),
                item.variant(),
                item.supplierSku(),
                item.quantity(),
                price,
                item.maxUnitCost(),
                item.shippingService());
    }
}
