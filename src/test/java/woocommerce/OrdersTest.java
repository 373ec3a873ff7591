package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.base.Json;
import serai.fixture.Patience;
import serai.provider.Outcome;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;
import serai.provider.ReadOrders.Changed;
import serai.provider.ReadOrders.Page;
import serai.store.WooCommerceReader;

@Timeout(Patience.HANGS)
class OrdersTest {
    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

    private final Rig rig = new Rig();

    OrdersTest() throws Exception {}

    @AfterEach
    void stop() {
        rig.close();
    }

    private List<Changed> all(Instant since) {
        List<Changed> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = rig.done(new ReadOrders(since, cursor), Page.class);
            all.addAll(page.orders());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    @Test
    void anOrderComesAsItsWebhookWouldHaveBroughtIt() throws IOException {
        rig.shop.orders().add(727, TEN);

        var changed = all(TEN).getFirst();

        JsonNode body = Json.read(changed.body().getBytes(StandardCharsets.UTF_8));
        assertThat(body)
                .isEqualTo(Json.mapper().readTree(rig.shop.orders().order(727).toString()));
        assertThat(changed.body()).contains("\"price\":25.210084");
        assertThat(List.of(changed.topic(), changed.storeOrderId())).containsExactly("order.updated", "727");
        assertThat(changed.updatedAt()).isEqualTo(TEN);
        assertThat(WooCommerceReader.orderId(changed.body().getBytes(StandardCharsets.UTF_8)))
                .contains("727");
    }

    @Test
    void onlyWhatChangedSinceThenComesWithAMinuteToSpare() {
        rig.shop.orders().add(1, TEN.minusSeconds(61));
        rig.shop.orders().add(2, TEN.minusSeconds(30));
        rig.shop.orders().add(3, TEN.plusSeconds(1));

        var changed = all(TEN);

        assertThat(changed).extracting(Changed::storeOrderId).containsExactly("2", "3");
    }

    @Test
    void ordersOfOneSecondThatFillMoreThanAPageAllCome() {
        for (int id = 1; id <= 130; id++) {
            rig.shop.orders().add(id, TEN.plusSeconds(id > 120 ? 5 : 1));
        }

        var changed = all(TEN);

        assertThat(changed.stream().map(Changed::storeOrderId).distinct()).hasSize(130);
    }

    @Test
    void anOrderThatMovesToTheEndWhileWeReadHidesNoOther() {
        for (int id = 1; id <= 80; id++) {
            rig.shop.orders().add(id, TEN.plusSeconds(id));
        }

        var first = rig.done(new ReadOrders(TEN, Optional.empty()), Page.class);
        rig.shop.orders().status(1, "completed", TEN.plusSeconds(900));
        var second = rig.done(new ReadOrders(TEN, first.next()), Page.class);

        assertThat(second.orders()).extracting(Changed::storeOrderId).contains("51", "80", "1");
    }

    @Test
    void anOrderInTheTrashComesAsDeleted() {
        rig.shop.orders().add(22, TEN);
        rig.shop.orders().status(22, "trash", TEN.plusSeconds(5));

        var changed = all(TEN);

        assertThat(changed).containsExactly(new Changed("22", TEN.plusSeconds(5), "order.deleted", "{\"id\":22}"));
    }

    @Test
    void anOrderThatShowsRefundsComesWithTheirPieces() {
        rig.shop.orders().add(727, TEN);
        long refund = rig.shop.orders().refund(727, 154, 1, "25.21");

        var changed = all(TEN).getFirst();

        JsonNode line = Rig.json(changed.body()).at("/refunds/0/line_items/0");
        assertThat(Rig.json(changed.body()).at("/refunds/0/id").asLong()).isEqualTo(refund);
        assertThat(line.path("quantity").asInt()).isEqualTo(-1);
        assertThat(line.at("/meta_data/0/value").asText()).isEqualTo("154");
        assertThat(changed.body()).contains("\"price\":25.210084");
    }

    @Test
    void ofManyOrdersThatShowRefundsOnlyTheFirstOfAPageAreCompleted() {
        for (int id = 1; id <= 20; id++) {
            rig.shop.orders().add(id, TEN.plusSeconds(id));
            rig.shop.orders().refund(id, 154, 1, "25.21");
        }

        var changed = all(TEN);

        assertThat(changed).hasSize(20);
        assertThat(rig.shop.asked("read-refunds")).isEqualTo(OrdersTalk.MOST_REFUNDS);
    }

    @Test
    void oneOrderIsReadWithAllPagesOfItsRefunds() {
        rig.shop.orders().add(727, TEN);
        for (int i = 0; i < 130; i++) {
            rig.shop.orders().refundMoney(727, "0.01");
        }
        rig.shop.orders().refund(727, 154, 1, "25.21");

        var told = rig.done(new ReadOrder("727"), ReadOrder.Told.Present.class);

        JsonNode refunds = Rig.json(told.order().body()).path("refunds");
        assertThat(refunds)
                .hasSize(131)
                .allSatisfy(refund -> assertThat(refund.has("line_items")).isTrue());
        assertThat(told.order().body()).doesNotContain("refunded_by");
        assertThat(rig.shop.asked("read-refunds")).isEqualTo(2);
    }

    @Test
    void anOrderDeletedForGoodIsGone() {
        var told = rig.done(new ReadOrder("999"), ReadOrder.Told.class);

        assertThat(told).isEqualTo(new ReadOrder.Told.Gone());
    }

    @Test
    void aStoreThatIsSwitchedOffOrHiddenHasNotDeletedTheOrder() {
        rig.shop.orders().add(727, TEN);

        rig.shop.trouble("html").option("status", "404").times(1);
        assertThat(rig.outcome(new ReadOrder("727"))).isInstanceOf(Outcome.Retryable.class);
        rig.shop.trouble("no-right").times(1);
        assertThat(rig.outcome(new ReadOrder("727"))).isInstanceOf(Outcome.Retryable.class);
        rig.shop.trouble("firewall").times(1);
        assertThat(rig.outcome(new ReadOrder("727"))).isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void aStoreThatPrintsWarningsBeforeTheListIsReadAllTheSame() {
        rig.shop.orders().add(727, TEN);
        rig.shop.trouble("warnings");

        var changed = all(TEN);

        assertThat(changed.getFirst().body()).startsWith("{\"id\":727,").endsWith("}");
    }
}
