package aliexpress;

import java.util.stream.Collectors;
import serai.provider.Cause;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/**
 * What stands in {@code order_memo} of a line: what the customer had written onto it, then the order's note. It is the only
 * field of a line that a seller reads.
 */
final class Memo {
    /** AliExpress documents no length; what would be longer goes to a person rather than to be cut off there. */
    static final int MOST = 500;

    private Memo() {}

    /**
     * The memo of one line; empty if nobody wrote anything.
     *
     * @throws Refusal if it would have over {@value #MOST} characters and a wish of the customer in it
     */
    static String of(PlaceOrder.Item item, String note) {
        String wishes = item.wishes().stream()
                .map(wish -> Whereabouts.tidy(wish.name()) + ": " + Whereabouts.tidy(wish.value()))
                .collect(Collectors.joining("; "));
        if (wishes.isEmpty()) {
            return note;
        }
        String memo = note.isBlank() ? wishes : wishes + " / " + note.strip();
        int length = memo.codePointCount(0, memo.length());
        if (length > MOST) {
            throw Refusal.unmappable(
                    Cause.WISH_WOULD_BE_LOST,
                    "items[" + item.lineId() + "].wishes",
                    "with the order's note have " + length + " characters; a seller is sent " + MOST
                            + " with a line. Shorten the note, or tell the seller at AliExpress");
        }
        return memo;
    }
}
