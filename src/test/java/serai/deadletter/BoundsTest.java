package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.access.Audit;
import serai.access.Person;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Money;
import serai.base.Scope;
import serai.base.Sku;
import serai.dispatch.DispatchState;
import serai.fixture.SmallGateway;
import serai.fixture.SmallRemedies;
import serai.order.Listing;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

class BoundsTest {
    private static final Person ADA = new Person("ada", "admin", "192.0.2.2");
    private static final Person TOM = new Person("tom", "support", "", Scope.of(Set.of(SmallGateway.TEA)));
    private static final ChannelName ALIEXPRESS = new ChannelName("aliexpress");

    @TempDir
    private Path folder;

    private SmallGateway gateway;
    private Remedies remedies;

    @BeforeEach
    void prepare() {
        gateway = new SmallGateway(folder);
        gateway.listings.loadFile(List.of(
                new Listing(
                        SmallGateway.TEA,
                        new Sku("CUP"),
                        ALIEXPRESS,
                        "1005",
                        "",
                        "S-CUP",
                        1,
                        Optional.of(Money.of("5.00", "USD")),
                        ""),
                SmallGateway.listing("ALI", "aliexpress")));
        remedies = SmallRemedies.of(gateway);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private DispatchId letter() {
        return gateway.dead(Cause.KEEPS_FAILING, "CUP", List.of());
    }

    private PlaceOrder request(DispatchId id) {
        return Json.read(gateway.find(id).request(), PlaceOrder.class);
    }

    private Verdict edit(DispatchId id, Person who, Function<String, String> edit) {
        byte[] payload = edit.apply(gateway.find(id).request()).getBytes(StandardCharsets.UTF_8);
        return gateway.desk.edit(id, payload, Optional.empty(), who, "x");
    }

    private static List<String> pointers(Verdict verdict) {
        return verdict instanceof Verdict.Invalid invalid
                ? invalid.faults().stream().map(Fault::pointer).toList()
                : List.of(verdict.getClass().getSimpleName());
    }

    @Test
    void aRenamedLineDoesNotEscapeItsCap() {
        DispatchId id = letter();

        Verdict verdict = edit(
                id,
                TOM,
                request -> request.replace("\"lineId\":\"1\"", "\"lineId\":\"1x\"")
                        .replace("\"productId\":\"1005\"", "\"productId\":\"9999\"")
                        .replace("\"quantity\":1", "\"quantity\":5000")
                        .replace("\"5.00\"", "\"5000\""));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .contains(new Fault(
                                        "/items/0/lineId",
                                        "must be a line of this order as it was planned: 1; beyond that it needs role"
                                                + " admin")));
        assertThat(gateway.find(id).originalRequest()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"quantity\":1', '\"quantity\":2', /items/0/quantity",
        "'\"productId\":\"1005\"', '\"productId\":\"1006\"', /items/0/productId",
        "'\"variant\":\"\"', '\"variant\":\"14:10\"', /items/0/variant",
        "'\"S-CUP\"', '\"S-GOLD\"', /items/0/supplierSku",
        "'\"5.00\"', '\"50.01\"', /items/0/maxUnitCost",
        "'\"amount\":\"5.00\",\"currency\":\"USD\"', '\"amount\":\"5.00\",\"currency\":\"KWD\"', /items/0/maxUnitCost",
        "'{\"amount\":\"5.00\",\"currency\":\"USD\"}', null, /items/0/maxUnitCost"
    })
    void aSupporterBuysNothingElseNothingMoreAndNothingDearerThanPlannedAndAnAdminsDeedIsInTheAuditBook(
            String from, String to, String pointer) {
        DispatchId id = letter();

        Verdict supporter = edit(id, TOM, request -> request.replace(from, to));
        Verdict admin = edit(id, ADA, request -> request.replace(from, to));

        assertThat(pointers(supporter)).containsExactly(pointer);
        assertThat(admin).isInstanceOf(Verdict.Changed.class);
        assertThat(new Audit(gateway.ledger)
                        .list(Optional.empty(), Optional.empty(), 10)
                        .getFirst()
                        .reason())
                .contains("beyond the bounds: " + pointer + " from ", " to ");
    }

    @Test
    void manySmallStepsComeNoFurtherThanOne() {
        DispatchId id = letter();

        Verdict first = edit(id, TOM, request -> request.replace("\"5.00\"", "\"50.00\""));
        Verdict second = edit(id, TOM, request -> request.replace("\"50.00\"", "\"500.00\""));
        Verdict raised =
                remedies.raisePriceCap(id, gateway.find(id).version(), Map.of("1", "400.00"), TOM, "still worth it");
        String most =
                remedies.capForm(id, TOM).orElseThrow().caps().getFirst().most().plain();

        assertThat(first).isInstanceOf(Verdict.Changed.class);
        assertThat(List.of(pointers(second), pointers(raised))).containsOnly(List.of("/items/0/maxUnitCost"));
        assertThat(most).isEqualTo("50.00");
    }

    @Test
    void anEditOfALineThatAnAdminAllowedMoreForLeavesWhatTheAdminAllowed() {
        DispatchId id = letter();
        edit(
                id,
                ADA,
                request -> request.replace("\"quantity\":1", "\"quantity\":7").replace("\"5.00\"", "\"900\""));

        Verdict address = edit(id, TOM, request -> request.replace("12 Elm Street", "14 Elm Street"));
        Verdict more = edit(id, TOM, request -> request.replace("\"quantity\":7", "\"quantity\":8"));
        Verdict fewer = edit(id, TOM, request -> request.replace("\"quantity\":7", "\"quantity\":1"));

        assertThat(List.of(address, fewer)).allMatch(Verdict.Changed.class::isInstance);
        assertThat(pointers(more)).containsExactly("/items/0/quantity");
    }

    @Test
    void aRemapByASupporterBuysForNoMoreThanTheCustomerPaidWhereNothingElseIsKnown() {
        DispatchId id = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());

        Verdict dear = remedies.remap(id, gateway.find(id).version(), to("2007", 1, "20.00"), TOM, "x");
        Verdict many = remedies.remap(id, gateway.find(id).version(), to("2007", 11, "0.01"), TOM, "x");
        Verdict uncapped = remedies.remap(id, gateway.find(id).version(), to("2007", 2, ""), TOM, "x");
        gateway.attempt(id, move -> move.because(Cause.PRICE_ABOVE_CAP, "", "items[1].maxUnitCost: asks 5000.00 USD"));
        Verdict raised = remedies.raisePriceCap(id, gateway.find(id).version(), Map.of("1", "5000.00"), TOM, "x");
        Verdict edited = edit(id, TOM, request -> request.replace("\"9.9750\"", "\"99.00\""));
        Verdict admin = remedies.raisePriceCap(id, gateway.find(id).version(), Map.of("1", "5000.00"), ADA, "x");

        assertThat(pointers(dear)).containsExactly("/maxUnitCost");
        assertThat(pointers(many)).containsExactly("/quantity");
        assertThat(uncapped)
                .isInstanceOfSatisfying(
                        Verdict.Changed.class,
                        changed -> assertThat(changed.said()).contains("at most 9.9750 USD a piece"));
        assertThat(List.of(pointers(raised), pointers(edited))).containsOnly(List.of("/items/0/maxUnitCost"));
        assertThat(admin).isInstanceOf(Verdict.Changed.class);
        assertThat(request(id).items().getFirst().maxUnitCost()).contains(Money.of("5000.00", "USD"));
    }

    private static RemedyForms.RemapWish to(String product, int quantity, String cap) {
        Optional<Money> most = cap.isEmpty() ? Optional.empty() : Optional.of(Money.of(cap, "USD"));
        return new RemedyForms.RemapWish("1", ALIEXPRESS, product, "", "S-1", quantity, most, "", false);
    }

    @Test
    void anUnmappedLineIsNotTurnedIntoAnotherSkuThatAListingMaps() {
        DispatchId id = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());

        Verdict verdict = edit(id, TOM, request -> request.replace("\"NEW\"", "\"CUP\""));

        assertThat(pointers(verdict)).containsExactly("/items/0/sku");
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void aSupporterMendsAStoresMessageButDoesNotWriteItsOrder() {
        String sent = "{\"orderId\":\"77\",\"total\":\"19.95\",\"shipTo\":{\"name\":\"Jane Roe\"},"
                + "\"lines\":[{\"lineId\":\"1\",\"sku\":\"ALI\",\"quantity\":2,\"unitPrice\":\"19.95\"}]}";
        DispatchId id = gateway.unreadable(sent);
        Map<String, String> tried = Map.of(
                "\"quantity\":2", "\"quantity\":5000",
                "\"sku\":\"ALI\"", "\"sku\":\"GOLD\"",
                "\"lineId\":\"1\"", "\"lineId\":\"1x\"",
                "\"orderId\":\"77\"", "\"orderId\":\"78\"",
                "\"unitPrice\":\"19.95\"", "\"unitPrice\":\"5000\"",
                "\"lines\":[", "\"lines\":[{\"lineId\":\"2\",\"sku\":\"ALI\",\"quantity\":1,\"unitPrice\":\"1\"},");

        List<List<String>> refused = new ArrayList<>();
        tried.forEach((from, to) -> refused.add(pointers(message(id, sent.replace(from, to), TOM))));
        Verdict mended = message(
                id,
                sent.replace("\"total\"", "\"currency\":\"USD\",\"total\"")
                        .replace("\"quantity\":2", "\"quantity\":1")
                        .replace("Jane Roe", "Jane B. Roe"),
                TOM);
        Verdict admin = message(id, sent.replace("\"quantity\":2", "\"quantity\":5000"), ADA);
        Verdict kept =
                message(id, sent.replace("\"quantity\":2", "\"quantity\":5000").replace("Jane Roe", "J. Roe"), TOM);

        assertThat(refused)
                .containsExactlyInAnyOrder(
                        List.of("/lines/0/quantity"),
                        List.of("/lines/0/sku"),
                        List.of("/lines/0"),
                        List.of("/orderId"),
                        List.of("/lines/0/unitPrice"),
                        List.of("/lines/0"));
        assertThat(List.of(mended, admin, kept)).allMatch(Verdict.Changed.class::isInstance);
        assertThat(new Audit(gateway.ledger).list(Optional.empty(), Optional.empty(), 10))
                .extracting(Audit.Entry::reason)
                .anySatisfy(reason -> assertThat(reason).contains("beyond what the store sent: /lines/0/quantity"));
    }

    private Verdict message(DispatchId id, String body, Person who) {
        return gateway.desk.edit(id, body.getBytes(StandardCharsets.UTF_8), Optional.empty(), who, "x");
    }
}
