package serai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serai.base.Scope;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;
import serai.provider.Outcome;

class TrafficTest extends TwoShops {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    TrafficTest() {
        super(2);
    }

    @Test
    void whatGoesThroughIsCountedByMinuteAndStore() {
        world.aliexpress.answers("#3", new Outcome.Rejected(Cause.OUT_OF_STOCK, "X", "none left"));
        world.order("1", Samples.line("TEE", 1));
        world.order("1", Samples.line("TEE", 1));
        world.order("2", Samples.line("TEE", 1));
        world.order("3", Samples.line("TEE", 1));
        world.order("4", Samples.line("NOT-LISTED", 1));
        world.order(SmallWorld.OTHER, "5", Standing.PLACE, Samples.line("TEE", 1));
        world.advance(MINUTE);
        world.order("6", Samples.line("TEE", 1));
        world.advance(MINUTE);

        List<Chart.Column> all = chart(Scope.ALL, Chart.Span.HOUR).columns();
        List<Chart.Column> other =
                chart(Scope.of(Set.of(SmallWorld.OTHER)), Chart.Span.HOUR).columns();

        assertThat(all).hasSize(60);
        assertThat(all.get(57)).returns(5L, Chart.Column::accepted);
        assertThat(all.get(57)).returns(3L, Chart.Column::placed);
        assertThat(all.get(57)).returns(2L, Chart.Column::failed);
        assertThat(all.get(58)).returns(1L, Chart.Column::accepted);
        assertThat(other.get(57)).returns(1L, Chart.Column::accepted);
        assertThat(other.get(57)).returns(0L, Chart.Column::failed);
        assertThat(other.stream().mapToLong(Chart.Column::placed).sum()).isEqualTo(1);
    }

    @Test
    void whatIsUndoneIsNotCounted() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> world.ledger.commit(tx -> {
                    tx.note(new serai.order.NewOrder(SmallWorld.SHOP, world.clock.instant()));
                    throw new IllegalStateException("a bug");
                })))
                .isInstanceOf(IllegalStateException.class);
        world.advance(MINUTE);

        assertThat(chart(Scope.ALL, Chart.Span.HOUR).columns()).allMatch(column -> column.accepted() == 0);
    }

    @Test
    void severalNodesAddToTheSameMinute() {
        world.order("1", Samples.line("TEE", 1));
        world.node().operation().step();
        world.clock.advance(Duration.ofSeconds(5));
        world.order("2", Samples.line("TEE", 1));
        world.node().operation().step();

        var sum = chart(Scope.ALL, Chart.Span.SIX_HOURS).columns().getLast();

        assertThat(sum.accepted()).isEqualTo(2);
    }

    @Test
    void theBacklogIsLookedAtEachMinuteAndAColumnShowsItsHighest() {
        world.aliexpress.down(true);
        for (int n = 0; n < 4; n++) {
            world.order("p" + n, Samples.line("TEE", 1));
        }
        world.advance(Duration.ofMinutes(3));
        world.aliexpress.down(false);
        world.advance(Duration.ofMinutes(10));

        var minutes = chart(Scope.ALL, Chart.Span.HOUR).columns();
        var day = chart(Scope.ALL, Chart.Span.DAY).columns();
        var shop = chart(Scope.of(Set.of(SmallWorld.SHOP)), Chart.Span.DAY).columns();

        assertThat(minutes.getFirst().parked()).as("nobody looked then").isEmpty();
        assertThat(minutes.get(59).parked()).contains(0L);
        assertThat(day).hasSize(72);
        assertThat(day.getLast().parked()).contains(4L);
        assertThat(shop.getLast().parked()).contains(4L);
    }

    @Test
    void aMinuteIsForgottenAfterTwoDays() {
        world.order("1", Samples.line("TEE", 1));
        world.advance(MINUTE);

        world.clock.advance(Traffic.KEPT.plus(MINUTE));
        world.node().operation().step();

        Optional<Long> oldest = world.ledger.read(
                tx -> tx.first("SELECT MIN(minute) AS oldest FROM traffic", row -> row.number("oldest")));
        assertThat(oldest.orElseThrow())
                .isGreaterThan(
                        world.clock.instant().minus(Traffic.KEPT.plus(MINUTE)).toEpochMilli());
    }

    private Chart chart(Scope scope, Chart.Span span) {
        world.node().operation().close();
        return Chart.of(world.ledger, scope, span, world.clock.instant());
    }
}
