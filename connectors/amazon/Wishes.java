package amazon;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serai.base.Wish;
import serai.provider.PlaceOrder;

/**
 * What the customer had written onto a line. Amazon packs what lies in its warehouse: it cannot engrave, cut or print, and a
 * comment on a packing slip makes nothing of it. Only a message to the recipient of a gift has a field of its own ({@code
 * giftMessage}, 512 characters, in the model); any other wish would be lost, and a person has to decide.
 */
final class Wishes {
    private static final Pattern GIFT =
            Pattern.compile("gift[ _-]?(card[ _-]?)?(message|note|text)", Pattern.CASE_INSENSITIVE);

    private Wishes() {}

    /** The message to the recipient, as Amazon prints it; empty when there is none. */
    static String giftMessage(PlaceOrder.Item item) {
        return item.wishes().stream()
                .filter(Wishes::isGiftMessage)
                .map(wish -> wish.value().strip())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** How many wishes Amazon has no field for; empty when all go with the order. */
    static Optional<String> lost(PlaceOrder.Item item) {
        List<Wish> lost = item.wishes().stream()
                .filter(wish -> !isGiftMessage(wish) && !wish.value().isBlank())
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("Amazon packs from stock and has no field for what the customer wrote in " + lost.size()
                        + (lost.size() == 1 ? " field" : " fields")
                        + " of this line; take wishes out of the request to send it without, or archive it");
    }

    private static boolean isGiftMessage(Wish wish) {
        return GIFT.matcher(wish.name().strip().replaceAll("[:：]$", "")).matches();
    }
}
