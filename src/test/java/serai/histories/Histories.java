package serai.histories;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import serai.histories.Weather.Side;

/** Draws histories, and the weather over many of them. */
final class Histories {
    private static final int LONGEST = 8;

    private Histories() {}

    /** A history of any shop. */
    static Arbitrary<History> any() {
        return of(Shop.values());
    }

    /** A history of one of those shops. */
    static Arbitrary<History> of(Shop... shops) {
        Arbitrary<Boolean> old = Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true));
        return Combinators.combine(
                        Arbitraries.of(shops), Arbitraries.integers().between(0, 6), old, lines(), first(), steps())
                .as((shop, begins, aged, lines, first, steps) -> new History(
                        shop,
                        begins,
                        aged,
                        lines,
                        Stream.concat(first.stream(), steps.stream()).toList()));
    }

    private static Arbitrary<List<History.Bought>> lines() {
        Arbitrary<Goods> goods = Arbitraries.frequency(
                Tuple.of(5, Goods.TEE),
                Tuple.of(5, Goods.MUG),
                Tuple.of(1, Goods.DELETED),
                Tuple.of(1, Goods.GIFT_CARD));
        return Combinators.combine(goods, Arbitraries.integers().between(1, 4))
                .as(History.Bought::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    /** Placed, and mostly paid soon. */
    private static Arbitrary<List<Step>> first() {
        Arbitrary<Step> placed = step(Arbitraries.just(Act.WRITE_A_NOTE));
        Arbitrary<Step> paid = step(Arbitraries.frequency(Tuple.of(8, Act.PAY), Tuple.of(1, Act.CANCEL)));
        return Combinators.combine(placed, paid).as(List::of);
    }

    private static Arbitrary<List<Step>> steps() {
        Arbitrary<Act> act = Arbitraries.frequency(
                Tuple.of(2, Act.PAY),
                Tuple.of(3, Act.CHANGE_ADDRESS),
                Tuple.of(3, Act.CHANGE_QUANTITY),
                Tuple.of(4, Act.REFUND),
                Tuple.of(2, Act.HOLD),
                Tuple.of(2, Act.RELEASE),
                Tuple.of(2, Act.CANCEL),
                Tuple.of(2, Act.COMPLETE),
                Tuple.of(2, Act.REOPEN),
                Tuple.of(1, Act.TRASH),
                Tuple.of(1, Act.RESTORE),
                Tuple.of(1, Act.DELETE),
                Tuple.of(2, Act.WRITE_A_NOTE),
                Tuple.of(2, Act.COPY_SPEAKS));
        return step(act).list().ofMaxSize(LONGEST - 2);
    }

    private static Arbitrary<Step> step(Arbitrary<Act> act) {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(3, 1), Tuple.of(2, 2), Tuple.of(1, 4)),
                        act,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.frequency(
                                Tuple.of(7, Step.Delivery.ONCE),
                                Tuple.of(2, Step.Delivery.TWICE),
                                Tuple.of(1, Step.Delivery.NEVER),
                                Tuple.of(2, Step.Delivery.MEANWHILE)),
                        Arbitraries.frequency(Tuple.of(7, 0), Tuple.of(1, 1), Tuple.of(1, 3)),
                        Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true)))
                .as(Step::new);
    }

    /** Outages and lost answers of both suppliers, shops that cannot be asked, and deaths of the process. */
    static Arbitrary<Weather> weather() {
        Arbitrary<Weather.Spell> supplier = spell(
                Arbitraries.of(Side.ALIEXPRESS, Side.AMAZON),
                Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true)));
        // One at most: whoever cannot be asked for half an hour is taken at his last word.
        Arbitrary<List<Weather.Spell>> shops = spell(Arbitraries.just(Side.SHOPS), Arbitraries.just(false))
                .list()
                .ofMaxSize(1);
        Arbitrary<Weather.Crash> crash = Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(1, 60))
                .as(Weather.Crash::new);
        return Combinators.combine(
                        supplier.list().ofMinSize(1).ofMaxSize(4),
                        shops,
                        crash.list().ofMaxSize(2))
                .as((ofSuppliers, ofShops, crashes) -> new Weather(
                        Stream.concat(ofSuppliers.stream(), ofShops.stream()).toList(), crashes));
    }

    private static Arbitrary<Weather.Spell> spell(Arbitrary<Side> of, Arbitrary<Boolean> answersLost) {
        return Combinators.combine(
                        of,
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.integers().between(1, 14),
                        answersLost)
                .as((side, from, ticks, lost) -> new Weather.Spell(side, from, from + ticks, lost));
    }
}
