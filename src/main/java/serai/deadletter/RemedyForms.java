package serai.deadletter;

import java.util.List;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;

/** What the forms of the {@link Remedies} show and give back. */
public final class RemedyForms {
    private RemedyForms() {}

    /**
     * One field of a form.
     *
     * @param name for example {@code shipTo.city}
     * @param value as it is now; dots where it is not shown
     * @param hint what the supplier wants in it, or empty
     * @param fault what is wrong with it, or empty
     */
    public record Field(String name, String label, String value, String hint, String fault) {}

    /** The address with what is wrong in it. */
    public record AddressForm(long version, String country, List<Field> fields) {
        public AddressForm {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A line that has a price cap.
     *
     * @param index of the item in the request
     * @param quantity pieces to buy
     * @param cap of one piece
     * @param paid by the customer for one piece sold
     * @param asked by the supplier for one piece, when it was refused for that
     * @param most that anybody but an admin may raise it to
     */
    public record Cap(
            int index,
            String lineId,
            Sku sku,
            String title,
            int quantity,
            Money cap,
            Optional<Money> paid,
            Optional<Money> asked,
            Money most) {}

    /** The lines whose cap can be raised. */
    public record CapForm(long version, List<Cap> caps) {
        public CapForm {
            caps = List.copyOf(caps);
        }
    }

    /**
     * A line as it is bought now.
     *
     * @param sold pieces that the customer bought
     * @param quantity pieces to buy
     */
    public record RemapLine(
            String lineId,
            Sku sku,
            String title,
            int sold,
            int quantity,
            String productId,
            String variant,
            String supplierSku,
            Optional<Money> maxUnitCost,
            String shippingService) {}

    /** The lines that can be remapped, and the suppliers that there are. */
    public record RemapForm(long version, ChannelName channel, List<ChannelName> suppliers, List<RemapLine> lines) {
        public RemapForm {
            suppliers = List.copyOf(suppliers);
            lines = List.copyOf(lines);
        }
    }

    /**
     * What a line is to be bought as.
     *
     * @param quantity pieces to buy for one piece sold
     * @param keep as a listing for all orders to come, which needs role admin; else for this order only
     */
    public record RemapWish(
            String lineId,
            ChannelName channel,
            String productId,
            String variant,
            String supplierSku,
            int quantity,
            Optional<Money> maxUnitCost,
            String shippingService,
            boolean keep) {}

    /** What a merchant can be told, in plain words. */
    public enum Words {
        OUT_OF_STOCK("The supplier cannot deliver this any more; please refund the customer or offer something else."),
        NOT_DELIVERABLE("The supplier does not deliver this to the customer's country; please refund the customer."),
        ADDRESS("The delivery address does not work; please ask the customer for a right one and order again."),
        TOO_EXPENSIVE("The supplier asks more than you allow for this; please refund the customer or raise the limit."),
        NOT_SOLD("No supplier is known for this article; please refund the customer or name a supplier."),
        OTHER("This could not be ordered at the supplier; please refund the customer or order it by hand.");

        private final String sentence;

        Words(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
