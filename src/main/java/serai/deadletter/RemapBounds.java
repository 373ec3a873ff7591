package serai.deadletter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.base.Money;
import serai.provider.PlaceOrder;

/**
 * How far a remap by a person who is no admin may go, for it may name any product: no more pieces than {@value
 * PriceCap#TIMES} for each that was planned or sold, and no more money for the line than its plan allows, which is so many
 * times its planned cap or, where it has none, what the customer paid for it. One that names no cap gets that for its cap.
 *
 * @param planned the line as it was planned
 * @param sold pieces that the customer bought
 */
record RemapBounds(PlaceOrder.Item planned, int sold, boolean admin) {
    private static final int DIGITS = 4;

    /**
     * What it comes to.
     *
     * @param item as it may be bought
     * @param words for the audit book and the person, or empty
     */
    record Judged(PlaceOrder.Item item, String words, List<Fault> faults) {}

    /** @param wanted the line as the person wants it bought */
    Judged judge(PlaceOrder.Item now, PlaceOrder.Item wanted) {
        List<Bounds.Exceeded> exceeded = new ArrayList<>();
        long most = Math.multiplyExact((long) PriceCap.TIMES, Math.max(planned.quantity(), sold));
        if (wanted.quantity() > most) {
            exceeded.add(new Bounds.Exceeded(
                    "/quantity",
                    "makes " + wanted.quantity() + " pieces, at most " + most + " may become of this line",
                    Integer.toString(now.quantity()),
                    Integer.toString(wanted.quantity())));
        }
        Optional<Money> money = Bounds.mostOf(planned, sold);
        PlaceOrder.Item item = wanted;
        String words = "";
        if (wanted.maxUnitCost().isEmpty() && !admin && money.isPresent()) {
            item = wanted.maxUnitCost(ofOne(money.get(), wanted.quantity()));
            words = "; at most " + item.maxUnitCost().orElseThrow() + " a piece, so that the line costs no more than "
                    + money.get();
        } else if (!within(wanted, money)) {
            exceeded.add(new Bounds.Exceeded(
                    "/maxUnitCost",
                    money.map(all -> "must be a cap in its currency with which all " + wanted.quantity()
                                    + " pieces cost at most " + all)
                            .orElse("nobody knows what this line may cost: it has neither a cap nor a price"),
                    now.maxUnitCost().map(Money::toString).orElse(""),
                    wanted.maxUnitCost().map(Money::toString).orElse("")));
        }
        return admin
                ? new Judged(item, words + Bounds.words(exceeded), List.of())
                : new Judged(
                        item,
                        words,
                        exceeded.stream().map(Bounds.Exceeded::fault).toList());
    }

    private static Money ofOne(Money all, int pieces) {
        return new Money(all.amount().divide(BigDecimal.valueOf(pieces), DIGITS, RoundingMode.DOWN), all.currency());
    }

    private static boolean within(PlaceOrder.Item wanted, Optional<Money> money) {
        return wanted.maxUnitCost()
                .map(cap -> new Money(cap.amount().multiply(BigDecimal.valueOf(wanted.quantity())), cap.currency()))
                .filter(cost ->
                        money.filter(most -> Bounds.isAtMost(cost, most)).isPresent())
                .isPresent();
    }
}
