package serai.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import serai.access.Role;

/** What a person can do here about one dead letter, in the words of the button. */
public enum Remedy {
    REMAP("Remap SKU", "Say which product the supplier shall send for this SKU, then send the order again."),
    CORRECT_ADDRESS("Correct address", "Mend the delivery address by the country's rules, then send the order again."),
    RAISE_PRICE_CAP("Raise the price cap", "Allow a higher cost for this order only, then send it again."),
    RETRY_WITH_NEW_TOKEN("Retry with the new token", "Send the order again now that the account works."),
    BOUGHT_BY_HAND("Bought by hand", "Enter the number of the order that the supplier holds, and close this."),
    TELL_STORE("Give up and tell the store", "Put the letter away and tell the merchant that nothing will come."),
    EDIT("Edit the order", "Change what is sent, field by field; the original is kept."),
    REPLAY("Replay", "Send the order again as it is."),
    TAKE_STORES_WORD("Take the store's word", "Drop what was edited here and buy what the store says now."),
    ARCHIVE("Archive", "Put the letter away without telling anybody; it can be restored."),
    RESTORE("Restore", "Bring the letter back from the archive.");

    private final String label;
    private final String sentence;

    Remedy(String label, String sentence) {
        this.label = label;
        this.sentence = sentence;
    }

    /** As written in paths, answers and the audit book, for example {@code correct-address}. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The button. */
    public String label() {
        return label;
    }

    /** What it does, before it does it. */
    public String sentence() {
        return sentence;
    }

    /** The least role that may do it. */
    public Role needs() {
        return Role.SUPPORT;
    }

    /** The remedy with that {@link #id}; empty when there is none. */
    public static Optional<Remedy> find(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }
}
