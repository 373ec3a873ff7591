package serai.inventory;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.Money;
import serai.ledger.Row;
import serai.provider.ReadStock;

/**
 * One thing that listings buy, and what its supplier last said of it.
 *
 * @param state empty before the supplier has said anything
 * @param quantity the supplier's pieces; the last that were known while the state is unknown
 * @param observedAt when the supplier last said how many there are; empty before it ever did
 * @param quiet readings in a row that brought nothing new
 */
record Supply(
        ChannelName channel,
        ReadStock.Item item,
        Optional<ReadStock.State> state,
        long quantity,
        Optional<Money> unitCost,
        String note,
        Optional<Instant> observedAt,
        Instant wantedAt,
        int quiet) {
    static final String NEW = "NEW";

    static Supply read(Row row) throws SQLException {
        Optional<String> currency = row.maybeText("currency");
        return new Supply(
                new ChannelName(row.text("channel")),
                new ReadStock.Item(row.text("product_id"), row.text("variant"), row.text("supplier_sku")),
                Optional.of(row.text("state")).filter(text -> !text.equals(NEW)).map(ReadStock.State::valueOf),
                row.number("quantity"),
                row.maybeText("unit_cost").map(amount -> Money.of(amount, currency.orElseThrow())),
                row.text("note"),
                row.maybeTime("observed_at"),
                row.time("wanted_at"),
                row.count("quiet"));
    }

    /**
     * The same after a reading. What the supplier does not know leaves the last known quantity; a cost that it leaves out
     * stays.
     */
    Supply after(ReadStock.Reading reading, Instant observed) {
        long pieces = switch (reading.state()) {
            case KNOWN -> reading.quantity();
            case UNKNOWN -> quantity;
            case GONE -> 0;
        };
        Optional<Money> cost = reading.unitCost().or(() -> unitCost);
        // An unknown leaves the age of what is known, so that it grows old.
        Optional<Instant> at = reading.state() == ReadStock.State.UNKNOWN ? observedAt : Optional.of(observed);
        boolean changed = state.isEmpty() || pieces != quantity || !sameCost(cost);
        return new Supply(
                channel,
                item,
                Optional.of(reading.state()),
                pieces,
                cost,
                reading.note(),
                at,
                wantedAt,
                changed ? 0 : quiet + 1);
    }

    private boolean sameCost(Optional<Money> other) {
        return unitCost.isPresent() == other.isPresent()
                && unitCost.map(cost -> cost.currency()
                                        .equals(other.orElseThrow().currency())
                                && cost.amount().compareTo(other.orElseThrow().amount()) == 0)
                        .orElse(true);
    }

    /** Whether the supplier has ever said how many there are. */
    boolean known() {
        return observedAt.isPresent();
    }
}
