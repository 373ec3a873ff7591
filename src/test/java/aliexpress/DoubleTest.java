package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Reference;
import serai.base.Wish;
import serai.fixture.Kamelets;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.HttpLimits;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;
import serai.provider.Task;
import serai.provider.Transport;
import serai.simulator.Simulator;

/** Orders as real shops send them, placed at the double, which refuses what AliExpress refuses. */
class DoubleTest {
    private final Simulator supplier = Simulator.start("aliexpress");
    private final TestAccount account = new TestAccount();
    private final AtomicInteger orders = new AtomicInteger();
    private final Kamelets kamelets;

    DoubleTest() throws Exception {
        account.clock.advance(Duration.between(TestAccount.NOON, Instant.now()));
        account.settings.put("access-token", "test-session-1");
        account.settings.put("address-lists", "true");
        kamelets = new Kamelets(
                "aliexpress",
                new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(20), 16),
                "connectors/aliexpress");
        kamelets.property("serai.aliexpress.base-url", supplier.url());
        account.caller = (kamelet, call) -> {
            Exchange exchange = kamelets.send(kamelet, call, Map.of());
            if (exchange.getException() != null) {
                throw new Refusal(Transport.outcome(exchange.getException(), false));
            }
            return Objects.requireNonNull(exchange.getMessage().getBody(Answer.class));
        };
        kamelets.bind("aliexpress", account.open());
        for (String kamelet : List.of("aliexpress-place-order", "aliexpress-read-product", "aliexpress-read-places")) {
            kamelets.route(kamelet, "channel=aliexpress");
        }
    }

    @AfterEach
    void stop() {
        kamelets.close();
        supplier.close();
    }

    /** A shop in the United Kingdom, Serbia, Kosovo: the country's code is AliExpress' own (its appendix; ali2woo). */
    @ParameterizedTest
    @CsvSource({
        "GB, ENG, England, +44 20 7946 0958, UK, England",
        "RS, RS00, '', +381 11 234 5678, SRB, Beograd",
        "XK, '', '', +383 44 123 456, KS, Other",
        "ME, 16, Podgorica, +382 20 123 456, MNE, Podgorica",
        "JE, '', '', +44 1534 123456, JEY, Other"
    })
    void aCountryIsBoughtUnderTheSuppliersOwnCode(
            String country, String region, String name, String phone, String code, String province) {
        JsonNode sent =
                bought(address("Jane Roe", "1 High Street", "Some City", region, name, "10000", country, phone));

        assertThat(sent.path("country").asText()).isEqualTo(code);
        assertThat(sent.path("province").asText()).isEqualTo(province);
    }

    /** Shopify's province_code JP-13 beside province Tōkyō; IT RM beside Roma; siblings of KR, TH, PT, IN, CO. */
    @ParameterizedTest
    @CsvSource({
        "JP, 13, Tōkyō, +81 3 1234 5678, Tokyo",
        "JP, JP13, '', +81 3 1234 5678, Tokyo",
        "IT, RM, Roma, +39 06 6982 1234, Roma",
        "KR, 11, '', +82 2 312 3456, Seoul",
        "TH, TH-10, '', +66 2 123 4567, Bangkok",
        "PT, 11, Lisboa, +351 21 123 4567, Lisbon",
        "IN, MH, '', +91 22 1234 5678, Maharashtra",
        "CO, DC, '', +57 1 1234567, Bogotá",
        "FR, IDF, Île-de-France, +33 6 12 34 56 78, Paris"
    })
    void aProvinceIsBoughtByItsName(String country, String region, String name, String phone, String province) {
        JsonNode sent =
                bought(address("Aya Mori", "Jinnan 1-2-3", "Shibuya-ku", region, name, "75011", country, phone));

        assertThat(sent.path("province").asText()).isEqualTo(province);
    }

    /** "Mary Ann Smith", "Maria de la Cruz": at least one space (change log, 2 January 2025). */
    @ParameterizedTest
    @ValueSource(strings = {"Mary Ann Smith", "Maria de la Cruz", "Jane Roe"})
    void anAmericanOfThreeNamesIsBought(String name) {
        assertThat(bought(american(name)).path("full_name").asText()).isEqualTo(name);
    }

    /** The house number that the shop's plugin keeps apart is in the address by now; the tax register's number is checked. */
    @Test
    void aBrazilianOrderIsBoughtWithHouseNumberAndTaxNumber() {
        Address to = address(
                "Ana Souza",
                "Rua das Flores, \u2060123",
                "São Paulo",
                "SP",
                "",
                "01310-100",
                "BR",
                "+55 11 98765-4321");

        JsonNode person = bought(to, Map.of("cpf", "529.982.247-25"));
        JsonNode company = bought(to, Map.of("cpf", "11.222.333/0001-81"));
        Outcome wrong = outcome(to, Map.of("cpf", "529.982.247-26"), List.of());

        assertThat(person.path("address").asText()).isEqualTo("Rua das Flores, 123");
        assertThat(person.path("province").asText()).isEqualTo("São Paulo");
        assertThat(company.path("cpf").asText()).isEqualTo("11.222.333/0001-81");
        assertThat(wrong)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.BUYER_DATA_MISSING));
    }

    @ParameterizedTest
    @CsvSource({
        "SA, 01, +966 51 234 5678, nat_addr, rrrd2929",
        "IL, TA, +972 50 123 4567, passport_no, 123456789",
        "AR, B, +54 9 11 2345 6789, passport_no, 20-12345678-6",
        "MX, JAL, +52 33 1234 5678, passport_no, ROXJ800101MDFXXX09",
        "CL, RM, +56 2 2123 4567, rut_no, 12.345.678-5"
    })
    void aCountryThatAsksForANumberIsBoughtWithIt(
            String country, String region, String phone, String field, String value) {
        bought(
                address("Sara Roe", "12 Long Street", "Some City", region, "", "10000", country, phone),
                Map.of(field, value));
    }

    /** Austria's districts: "Please enter a City" until the city was sent as Other (a public shop's orders of 2026). */
    @Test
    void aVillageThatTheSuppliersListLacksIsBoughtWithItsNameInTheSecondLine() {
        JsonNode sent =
                bought(address("Max Muster", "Dorfstraße 1", "Fügen", "7", "Tirol", "6263", "AT", "+43 664 1234567"));

        assertThat(sent.path("province").asText()).isEqualTo("Tyrol");
        assertThat(sent.path("city").asText()).isEqualTo("Other");
        assertThat(sent.path("address2").asText()).isEqualTo("Fügen");
    }

    @Test
    void aProvinceThatIsNotInTheListIsToldBeforeAPurchase() {
        Outcome outcome = outcome(
                address("Aya Mori", "Jinnan 1-2-3", "Shibuya-ku", "", "Tokkyo", "150-0041", "JP", "+81 3 1234 5678"),
                Map.of(),
                List.of());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.text())
                                .startsWith("shipTo.region: ")
                                .contains("Tokyo, "));
        assertThat(supplier.requests("order-create")).isZero();
    }

    @Test
    void whatTheCustomerHadEngravedReachesTheSupplier() {
        outcome(american("Jane Roe"), Map.of(), List.of(new Wish("Engraving", "For Ann")));

        assertThat(supplier.purchases()
                        .list()
                        .getFirst()
                        .request()
                        .at("/product_items/0/order_memo")
                        .asText())
                .startsWith("Engraving: For Ann");
    }

    @Test
    void importChargesOnTopOfThePriceCountTowardsTheCap() {
        supplier.situation("import-charges");
        Task task = TestAccount.example();

        Exchange exchange = kamelets.send("aliexpress-place-order", task, Map.of());

        assertThat(Transport.outcome(Objects.requireNonNull(exchange.getException()), true))
                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
                    assertThat(rejected.cause()).isEqualTo(Cause.PRICE_ABOVE_CAP);
                    assertThat(rejected.text()).contains("5.14 USD for one piece (import charges of 1.20 in it)");
                });
        assertThat(supplier.purchases().total()).isZero();
    }

    /** No permission, slower than an order may wait, words where a list should be: the shipped names serve. */
    @ParameterizedTest
    @ValueSource(strings = {"address-lists-closed", "address-lists-slow", "address-lists-garbage"})
    void anOrderIsBoughtWithoutTheSuppliersList(String situation) {
        supplier.situation(situation);

        JsonNode sent = bought(
                address("Aya Mori", "Jinnan 1-2-3", "Shibuya-ku", "13", "Tōkyō", "150-0041", "JP", "+81 3 1234 5678"));

        assertThat(sent.path("province").asText()).isEqualTo("Tokyo");
        assertThat(supplier.requests("order-create")).isEqualTo(1);
    }

    private static Address american(String name) {
        return address(name, "12 Elm Street", "Austin", "TX", "", "78701", "US", "+1 512 555 0100");
    }

    private static Address address(
            String name,
            String line1,
            String city,
            String region,
            String regionName,
            String zip,
            String country,
            String phone) {
        return new Address(name, "", line1, "", city, region, zip, country, phone, regionName);
    }

    private JsonNode bought(Address to) {
        return bought(to, Map.of());
    }

    /** The address as the supplier has it. */
    private JsonNode bought(Address to, Map<String, String> ids) {
        assertThat(outcome(to, ids, List.of())).isInstanceOf(Outcome.Done.class);
        return supplier.purchases().list().getLast().request().path("logistics_address");
    }

    private Outcome outcome(Address to, Map<String, String> ids, List<Wish> wishes) {
        PlaceOrder example = TestAccount.example().order();
        PlaceOrder.Item first = example.items().getFirst();
        PlaceOrder.Item item = new PlaceOrder.Item(
                first.lineId(),
                first.sku(),
                first.title(),
                first.productId(),
                first.variant(),
                first.supplierSku(),
                first.quantity(),
                first.unitPrice(),
                Optional.empty(),
                first.shippingService(),
                wishes);
        PlaceOrder order = TestAccount.of(TestAccount.to(example, to, ids), item)
                .withReference(new Reference("SHOP-" + orders.incrementAndGet()));
        Exchange exchange = kamelets.send(
                "aliexpress-place-order", new Task(order, List.of(), Optional.empty(), Optional.empty(), ""), Map.of());
        return exchange.getException() == null
                ? Objects.requireNonNull(exchange.getMessage().getBody(Outcome.class))
                : Transport.outcome(exchange.getException(), true);
    }
}
