package amazon;

import static amazon.Fixture.errors;
import static amazon.Fixture.example;
import static amazon.Fixture.found;
import static amazon.Fixture.item;
import static amazon.Fixture.order;
import static amazon.Fixture.task;
import static amazon.Fixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Json;
import serai.base.Reference;
import serai.provider.Call;
import serai.provider.Connector;
import serai.provider.ErrorTable.Row;
import serai.provider.PlaceOrder;

/** What we send and what we read, against Amazon's own model; what the folder says of itself. */
class AmazonContractTest {
    private final Amazon amazon = new Fixture("features", "BLANK_BOX").amazon;

    @Test
    void exampleOrderBecomesExactlyTheExampleRequest() throws IOException {
        var call = amazon.writePlaceOrder(task(order()));

        assertThat(json(call.body())).isEqualTo(json(example("request.json")));
        assertThat(AmazonModel.problemsStrictly("CreateFulfillmentOrderRequest", example("request.json")))
                .isEmpty();
    }

    static List<PlaceOrder> ordersOfAllKinds() {
        List<PlaceOrder> orders = new ArrayList<>();
        orders.add(order());
        orders.add(Fixture.numbered("#1001"));
        orders.add(Fixture.numbered("命令 42"));
        orders.add(Fixture.numbered(""));
        orders.add(with(new Address("Zoë Åström", "", "Lövgatan 1", "", "Malmö", "", "211 20", "SE", "")));
        orders.add(with(new Address("", "Acme GmbH", "Weg 1", "Hof", "Köln", "", "50667", "DE", "+49221123456")));
        orders.add(with(new Address("A", "Acme", "Weg 1", "Hof", "Köln", "", "50667", "DE", "")));
        orders.add(with(new Address("山田太郎", "", "神南1-2-3", "ビル5F", "渋谷区", "東京都", "150-0041", "JP", "03-1234-5678")));
        orders.add(with(manyItems(100, 2)));
        orders.add(with(List.of(item("gid://shopify/LineItem/1", "A", 1, "priority"))));
        orders.add(with(List.of(item("1", "A", 1, ""), item("1", "B", 2, ""), item("ü", "C", 3, ""))));
        return orders;
    }

    static List<PlaceOrder.Item> manyItems(int lines, int pieces) {
        List<PlaceOrder.Item> items = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            items.add(item("line-" + i, "SKU-" + i, pieces, ""));
        }
        return items;
    }

    @ParameterizedTest
    @MethodSource("ordersOfAllKinds")
    void everyRequestThatWeSendKeepsTheModel(PlaceOrder order) throws IOException {
        var call = amazon.writePlaceOrder(task(order));

        assertThat(AmazonModel.problemsStrictly("CreateFulfillmentOrderRequest", call.body()))
                .isEmpty();
        List<String> itemIds = json(call.body()).path("items").findValuesAsText("sellerFulfillmentOrderItemId");
        assertThat(itemIds)
                .doesNotHaveDuplicates()
                .hasSize(order.items().size())
                .allMatch(id -> id.length() <= 50);
    }

    @Test
    void theModelRefusesWhatItShould() {
        var tooLong = example("request.json").replace("SHOP1-100482-1", "x".repeat(41));
        var numeric = example("request.json").replace("\"12.50\"", "12.50");
        var invented = example("request.json").replace("\"phone\"", "\"telephone\"");

        assertThat(AmazonModel.problems("CreateFulfillmentOrderRequest", tooLong))
                .hasSize(1);
        assertThat(AmazonModel.problems("CreateFulfillmentOrderRequest", numeric))
                .hasSize(1);
        assertThat(AmazonModel.problemsStrictly("CreateFulfillmentOrderRequest", invented))
                .hasSize(1);
    }

    @Test
    void theCallsAreOnesThatTheModelHas() {
        JsonNode paths = AmazonModel.model().path("paths");

        Call create = amazon.writePlaceOrder(task(order()));
        Call find = amazon.writeFindOrder(task(order()));

        assertThat(paths.path(create.path()).path("post").path("operationId").asText())
                .isEqualTo("createFulfillmentOrder");
        assertThat(find.path()).isEqualTo(Amazon.ORDERS + "/SHOP1-100482-1");
        assertThat(paths.path(Amazon.ORDERS + "/{sellerFulfillmentOrderId}")
                        .path("get")
                        .path("operationId")
                        .asText())
                .isEqualTo("getFulfillmentOrder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "New",
                "Received",
                "Planning",
                "Processing",
                "Complete",
                "CompletePartialled",
                "Cancelled",
                "Unfulfillable",
                "Invalid"
            })
    void everyStatusOfTheModelMeansSomethingToUs(String status) {
        assertThat(AmazonModel.problems("GetFulfillmentOrderResponse", found(status)))
                .isEmpty();
        assertThat(FulfillmentStatus.of(status)).isNotEqualTo(FulfillmentStatus.UNKNOWN);
    }

    @Test
    void noStatusOfTheModelIsForgotten() {
        JsonNode statuses = AmazonModel.model()
                .path("definitions")
                .path("FulfillmentOrderStatus")
                .path("enum");

        assertThat(statuses)
                .hasSize(9)
                .allMatch(word -> FulfillmentStatus.of(word.asText()) != FulfillmentStatus.UNKNOWN);
    }

    @Test
    void theAnswersThatOurTestsReadAreAmazons() {
        assertThat(AmazonModel.problems("CreateFulfillmentOrderResponse", "{}")).isEmpty();
        assertThat(AmazonModel.problems("CreateFulfillmentOrderResponse", errors("InvalidInput", "x", "")))
                .isEmpty();
        assertThat(AmazonModel.problems("GetFulfillmentOrderResponse", errors("NotFound", "x", "")))
                .isEmpty();
        assertThat(AmazonModel.problems("GetFulfillmentOrderResponse", example("found.json")))
                .isEmpty();
    }

    @Test
    void headersAreThoseOfTheGuide() {
        Call create = amazon.writePlaceOrder(task(order()));
        Call find = amazon.writeFindOrder(task(order()));

        assertThat(create.headers())
                .containsOnlyKeys("x-amz-access-token", "user-agent", "x-amz-date", "Content-Type")
                .containsEntry("x-amz-date", "20261121T120000Z");
        assertThat(create.headers().get("user-agent")).matches("Serai/0\\.1 \\(Language=Java/[0-9]+; Platform=.+\\)");
        assertThat(create.mayBuy()).isTrue();
        assertThat(find.headers()).doesNotContainKey("Content-Type");
        assertThat(find.body()).isEmpty();
        assertThat(find.mayBuy()).isFalse();
    }

    @Test
    void theErrorTableKnowsEveryCodeOfTheReference() {
        for (String code : List.of("InvalidInput", "Invalid Input", "BAD_REQUEST", "InvalidRequest", "NotFound")) {
            assertThat(Fixture.ERRORS
                            .find(Amazon.PLACE, 400, code, "")
                            .orElseThrow()
                            .code())
                    .isEqualTo(code);
        }
        for (String operation : List.of(Amazon.PLACE, Amazon.FIND)) {
            for (String code : List.of("Unauthorized", "QuotaExceeded", "InternalFailure", "ServiceUnavailable")) {
                assertThat(Fixture.ERRORS
                                .find(operation, 0, code, "")
                                .orElseThrow()
                                .code())
                        .isEqualTo(code);
            }
        }
        for (String code : List.of(
                "invalid_grant",
                "invalid_client",
                "invalid_request",
                "invalid_scope",
                "unauthorized_client",
                "access_denied",
                "server_error",
                "temporarily_unavailable")) {
            assertThat(Fixture.ERRORS
                            .find(AccessTokens.OPERATION, 400, code, "")
                            .orElseThrow()
                            .code())
                    .isEqualTo(code);
        }
    }

    @Test
    void theErrorTableKnowsEveryStatusOfTheModel() {
        AmazonModel.model()
                .path("paths")
                .path(Amazon.ORDERS)
                .path("post")
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> {
                    int number = Integer.parseInt(status);
                    if (number != 200 && number != 404) {
                        assertThat(Fixture.ERRORS.find(Amazon.PLACE, number, "", ""))
                                .as(status)
                                .isPresent();
                    }
                });
    }

    @Test
    void everyRowNamesItsSourceAndCanBeReached() {
        List<Row> rows = Fixture.ERRORS.rows();

        assertThat(rows).hasSizeGreaterThan(40).allMatch(row -> !row.source().isBlank());
        assertThat(rows).filteredOn(row -> row.text().isEmpty()).allMatch(AmazonContractTest::reachable);
    }

    private static boolean reachable(Row row) {
        String code = row.code().equals("*") ? "NeverHeardOf" : row.code();
        return Stream.of(Amazon.PLACE, Amazon.FIND, Amazon.STOCK, Amazon.TRACKING, AccessTokens.OPERATION)
                .flatMap(
                        operation -> Fixture.ERRORS.find(operation, row.status().orElse(0), code, "").stream())
                .anyMatch(row::equals);
    }

    @Test
    void longestReferenceIsSentWhole() throws IOException {
        PlaceOrder order = order();
        String longest = "Az09-_".repeat(7).substring(0, 40);
        PlaceOrder renamed = new PlaceOrder(
                new Reference(longest),
                "",
                order.placedAt(),
                order.email(),
                order.shipTo(),
                order.items(),
                order.note(),
                order.taxIds());

        Call create = amazon.writePlaceOrder(task(renamed));
        Call find = amazon.writeFindOrder(task(renamed));

        assertThat(AmazonModel.problemsStrictly("CreateFulfillmentOrderRequest", create.body()))
                .isEmpty();
        assertThat(json(create.body()).path("sellerFulfillmentOrderId").asText())
                .isEqualTo(longest);
        assertThat(find.path()).isEqualTo(Amazon.ORDERS + "/" + longest);
        assertThatThrownBy(() -> new Reference(longest + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void connectorDeclaresWhatTheAccountReads() {
        Connector connector = Fixture.connector();

        assertThat(connector.account()).isEqualTo(Amazon.class.getName());
        assertThat(connector.unknown().resolve()).isEqualTo(Connector.Resolution.LOOK_UP);
        assertThat(connector.limits()).isEqualTo(new Connector.Limits(100, 250, Optional.of("${shipping-speed}")));
        assertThat(connector.limits().of(Fixture.settings("shipping-speed", "Priority")))
                .isEqualTo(new Connector.Limits(100, 250, Optional.of("Priority")));
        assertThat(connector.settings().stream()
                        .filter(Connector.Setting::secret)
                        .map(Connector.Setting::key))
                .containsExactly("client-secret", "refresh-token");
        assertThat(connector.settings()).allMatch(setting -> !setting.title().isBlank());
        assertThat(connector.channel()).hasSize(11).containsEntry("pace", "2").containsEntry("burst", "30");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
