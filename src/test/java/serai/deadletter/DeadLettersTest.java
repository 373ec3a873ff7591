package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.DispatchId;
import serai.base.Scope;
import serai.dispatch.Dispatch;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class DeadLettersTest {
    private static final Optional<String> ANY = Optional.empty();

    @TempDir
    Path folder;

    private SmallGateway gateway;

    @BeforeEach
    void open() {
        gateway = new SmallGateway(folder);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static DeadLetterFilter text(String text) {
        return new DeadLetterFilter(
                false,
                ANY,
                ANY,
                Optional.empty(),
                ANY,
                Optional.empty(),
                ANY,
                ANY,
                Optional.of(text),
                Optional.empty(),
                Optional.empty());
    }

    private static DeadLetterFilter owner(Cause.Owner owner) {
        return new DeadLetterFilter(
                false,
                ANY,
                ANY,
                Optional.empty(),
                ANY,
                Optional.of(owner),
                ANY,
                ANY,
                ANY,
                Optional.empty(),
                Optional.empty());
    }

    private static DeadLetterFilter sku(String sku) {
        return new DeadLetterFilter(
                false,
                ANY,
                ANY,
                Optional.empty(),
                ANY,
                Optional.empty(),
                ANY,
                Optional.of(sku),
                ANY,
                Optional.empty(),
                Optional.empty());
    }

    private List<String> ids(DeadLetterFilter filter) {
        return gateway.letters.list(filter, Optional.empty(), 200).stream()
                .map(DeadLetter::id)
                .toList();
    }

    @Test
    void pagesTogetherHoldEachLetterOnceNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(gateway.dead(Cause.OUT_OF_STOCK).value());
        }

        List<String> seen = new ArrayList<>();
        Optional<DeadLetters.Cursor> cursor = Optional.empty();
        for (int page = 0; page < 4; page++) {
            List<DeadLetter> found = gateway.letters.list(DeadLetterFilter.ALL, cursor, 2);
            found.forEach(letter -> seen.add(letter.id()));
            DeadLetter last = found.getLast();
            cursor = Optional.of(new DeadLetters.Cursor(last.since(), last.id()));
        }

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void everyGroupCountsExactlyWhatItsOwnFilterLists() {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of());
        gateway.dead(Cause.OUTCOME_UNKNOWN);
        gateway.dead(Cause.NEEDS_MAPPING, "NOWHERE", List.of());
        gateway.unreadable("{}");

        List<DeadLetters.Group> groups = gateway.letters.groups(DeadLetterFilter.ALL, DeadLetters.By.STORE);

        assertThat(groups).hasSize(5);
        assertThat(groups.getFirst().count()).isEqualTo(2);
        for (DeadLetters.Group group : groups) {
            var filter = new DeadLetterFilter(
                    false,
                    Optional.of(group.channel()),
                    group.store(),
                    group.cause().flatMap(cause -> Cause.find(cause.id())),
                    ANY,
                    Optional.empty(),
                    ANY,
                    ANY,
                    ANY,
                    Optional.of(group.oldest()),
                    Optional.of(group.newest().plusMillis(1)));
            assertThat(ids(filter)).hasSize((int) group.count());
        }
    }

    @Test
    void ownerNamesTheLettersOfAllItsCauses() {
        DispatchId merchants = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId supports = gateway.dead(Cause.PROBABLY_BOUGHT);
        DispatchId integrators = gateway.unreadable("{}");

        assertThat(ids(owner(Cause.Owner.MERCHANT))).containsExactly(merchants.value());
        assertThat(ids(owner(Cause.Owner.SUPPORT))).containsExactly(supports.value());
        assertThat(ids(owner(Cause.Owner.INTEGRATOR))).containsExactly(integrators.value());
        assertThat(ids(owner(Cause.Owner.NOBODY))).isEmpty();
    }

    @Test
    void textFindsOrderNumberReferenceAndReasonButNoPersonalData() {
        String id = gateway.dead(Cause.OUT_OF_STOCK).value();
        var order =
                gateway.letters.list(DeadLetterFilter.ALL, Optional.empty(), 1).getFirst();
        String reference = gateway.letters
                .find(new DispatchId(id), Scope.ALL, false)
                .orElseThrow()
                .payload()
                .path("reference")
                .asText();

        assertThat(ids(text(order.orderNumber().orElseThrow()))).containsExactly(id);
        assertThat(ids(text(reference))).containsExactly(id);
        assertThat(ids(text("REFUSED because"))).containsExactly(id);
        assertThat(ids(text("jane@example.com"))).isEmpty();
        assertThat(ids(text("Jane Roe"))).isEmpty();
        assertThat(ids(text("100%_!"))).isEmpty();
    }

    @Test
    void skuIsFoundWholeAndInItsOwnCase() {
        String id = gateway.dead(Cause.NEEDS_MAPPING, "Größe \"L\"", List.of()).value();

        assertThat(ids(sku("Größe \"L\""))).containsExactly(id);
        assertThat(ids(sku("größe \"L\""))).isEmpty();
        assertThat(ids(sku("Größe"))).isEmpty();
    }

    @Test
    void whatAStoreOrAPersonWroteInAMessageIsMaskedAsWell() {
        assertThat(Masks.of(Dispatch.NOTIFY, "{\"type\":\"order.given-up\",\"text\":\"Jane called\"}"))
                .contains("order.given-up")
                .doesNotContain("Jane");
        assertThat(Masks.of(Dispatch.CANCEL_ORDER, "{\"orderNumber\":\"#7\",\"reason\":\"Jane moved\"}"))
                .contains("#7")
                .doesNotContain("Jane");
    }

    @Test
    void viewersSeeThePayloadWithoutPersonalData() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        DispatchId unread = gateway.unreadable("{\"customer\":{\"first_name\":\"Jane\"}");

        var whole = gateway.letters.find(id, Scope.ALL, false).orElseThrow();
        var masked = gateway.letters.find(id, Scope.ALL, true).orElseThrow();

        assertThat(whole.payload().toString()).contains("Jane Roe", "12 Elm Street");
        assertThat(whole.payload().at("/shipTo/region").asText()).isNotBlank().isNotEqualTo("•••");
        assertThat(masked.payload().at("/shipTo/region").asText()).isEqualTo("•••");
        assertThat(masked.payload().toString())
                .doesNotContain("Jane", "Elm", "78701", "555", "example.com")
                .contains("\"sku\":\"ALI\"", "\"country\":\"US\"");
        assertThat(gateway.letters
                        .find(unread, Scope.ALL, true)
                        .orElseThrow()
                        .payload()
                        .toString())
                .doesNotContain("Jane");
    }

    @Test
    void detailCarriesWhatAPersonNeedsToDecide() {
        DispatchId id = gateway.dead(Cause.CREATED_UNPAID, "ALI", List.of("8123456789012345"));

        var detail = gateway.letters.find(id, Scope.ALL, false).orElseThrow();

        var cause = detail.letter().cause().orElseThrow();
        assertThat(cause.id()).isEqualTo("created-unpaid");
        assertThat(cause.owner()).isEqualTo("support");
        assertThat(cause.remedies()).contains(Cause.Remedy.PAY_AT_SUPPLIER);
        assertThat(detail.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(detail.supplierOrderIds()).containsExactly("8123456789012345");
        assertThat(detail.mayBeBought()).isTrue();
        assertThat(detail.letter().storeOrderId()).isPresent();
    }

    @Test
    void whatIsNotDeadIsNoDeadLetter() {
        DispatchId open = gateway.recorded(gateway.order("ALI"));

        assertThat(gateway.letters.find(open, Scope.ALL, false)).isEmpty();
        assertThat(ids(DeadLetterFilter.ALL)).isEmpty();
    }
}
