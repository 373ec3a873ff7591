package serai.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Money;

/**
 * Asks a supplier what it has of some items, no more than its {@code connector.yaml} allows in one batch. Ends with a
 * {@link Found} that answers for each item asked for.
 */
public record ReadStock(List<Item> items) implements Work {
    public ReadStock {
        items = List.copyOf(items);
    }

    /**
     * One thing that the supplier sells, as listings name it.
     *
     * @param productId the supplier's product, or empty where it goes by SKU
     * @param variant {@code sku_attr} at AliExpress, or empty
     * @param supplierSku the supplier's SKU, or empty
     */
    public record Item(String productId, String variant, String supplierSku) {}

    /** Whether the supplier could say. */
    public enum State {
        /** The quantity counts. */
        KNOWN,
        /** The supplier said nothing of it: not the same as none. */
        UNKNOWN,
        /** The supplier does not sell it any more, or not to us: none can be had. */
        GONE
    }

    /**
     * What the supplier has of one item.
     *
     * @param quantity pieces that can be ordered now; 0 unless {@link State#KNOWN}
     * @param unitCost what one piece costs us, shipping not counted
     * @param note what a person should know besides, or empty
     */
    public record Reading(Item item, State state, long quantity, Optional<Money> unitCost, String note) {}

    /** @param observedAt when the supplier said so */
    public record Found(List<Reading> readings, Instant observedAt) {
        public Found {
            readings = List.copyOf(readings);
        }
    }
}
