package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.wooCommerceOrder;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.dispatch.Channel;
import serai.dispatch.ErrandSource;
import serai.fixture.Samples;
import serai.intake.StoreVisits;
import serai.provider.Connector;
import serai.provider.KeepHooks;
import serai.provider.ReadOrders;

/** The traps of store platforms that say nothing: silence is no proof that nothing was ordered. */
class StoreTrapsSilenceTest {
    private Deliveries in;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder).selling("AE-1005006-BLK-22", "AE-HOOD-L");
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void aQuietShopIsAskedAndWhatNoWebhookBroughtIsBought() {
        StoreVisits visits = visits();
        in.clock.advance(Duration.ofHours(1));
        ErrandSource.Task hooks = visits.take(lane(), in.clock.instant()).orElseThrow();
        visits.done(
                ChannelName.of(Deliveries.GROSS),
                hooks,
                new KeepHooks.Kept(List.of("order.updated"), List.of("order.updated")),
                in.clock.instant());

        ErrandSource.Task look = visits.take(lane(), in.clock.instant()).orElseThrow();
        var changed = new ReadOrders.Changed(
                "727", Instant.parse("2026-11-20T10:15:03Z"), "order.updated", Stored.text(wooCommerceOrder()));
        visits.done(
                ChannelName.of(Deliveries.GROSS),
                look,
                new ReadOrders.Page(List.of(changed), Optional.empty()),
                in.clock.instant());

        assertThat(hooks.work()).isInstanceOf(KeepHooks.class);
        assertThat(look.work()).isInstanceOf(ReadOrders.class);
        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
        assertThat(gaps())
                .anyMatch(gap -> gap.startsWith("webhooks were gone or off"))
                .anyMatch(gap -> gap.startsWith("orders that no webhook had brought"));
    }

    private StoreVisits visits() {
        Store gross = in.stores.find(Deliveries.GROSS).orElseThrow();
        Duration hour = Duration.ofHours(1);
        var plan = new StoreVisits.Plan(hour, hour, Optional.of("https://serai.example"));
        StoreVisits visits = new StoreVisits(List.of(gross), plan, in.ledger, in.journal);
        visits.begin(in.clock.instant());
        return visits;
    }

    private Channel lane() {
        Connector.Works works = new Connector.Works(0, Connector.StockBy.SKU, false, false, 50, true, true);
        Connector usual = Samples.connector("woocommerce", Connector.Resolution.REPEAT);
        Connector connector = new Connector(
                usual.name(),
                usual.title(),
                usual.account(),
                Connector.Role.STORE,
                usual.unknown(),
                usual.limits(),
                works,
                List.of(),
                Map.of());
        return new Channel(Samples.settings(ChannelName.of(Deliveries.GROSS)), connector, in.clock, new Random(1));
    }

    private List<String> gaps() {
        return in.ledger.read(tx -> tx.list("SELECT what FROM store_gap", row -> row.text("what")));
    }
}
