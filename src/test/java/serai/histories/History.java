package serai.histories;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The life of one order at its shop.
 *
 * @param begins at which tick
 * @param old whether it was placed and paid long before the shop came to us
 * @param lines what is ordered, 1 piece or more each
 * @param steps the first places the order, whatever it says
 */
record History(Shop shop, int begins, boolean old, List<Bought> lines, List<Step> steps) {
    /** Pieces of something. */
    record Bought(Goods goods, int pieces) {
        @Override
        public String toString() {
            return pieces + " " + goods;
        }
    }

    /** As a story, a line a step. */
    @Override
    public String toString() {
        return shop + ", at tick " + begins + (old ? ", an order from before the shop was connected" : "") + ": "
                + lines + steps.stream().map(step -> "\n    " + step).collect(Collectors.joining());
    }
}
