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
    void aStoreThatPrintsWarningsBeforeTheListIsReadAllTheSame() {
        rig.shop.orders().add(727, TEN);
        rig.shop.trouble("warnings");

        var changed = all(TEN);

        assertThat(changed.getFirst().body()).startsWith("{\"id\":727,").endsWith("}");
    }
}
