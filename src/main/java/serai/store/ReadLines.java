package serai.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import serai.base.Sku;
import serai.order.StoreOrder.Fate;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Other;

/** The lines of one order as they are read, one by one: those to buy, and what becomes of each of the others. */
final class ReadLines {
    private static final int SHOWN = 20;
    private static final int TITLE = 1000;

    private final List<Line> lines = new ArrayList<>();
    private final List<Other> others = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final List<Field> named;
    private int place;

    /** @param list where the store keeps the lines; what is no list there is somebody's to look at */
    ReadLines(Field list) {
        named = list.items();
        if (list.noList()) {
            others.add(new Other(
                    "lines",
                    "",
                    "",
                    "",
                    Fate.TO_DECIDE,
                    "where the lines of the order belong the store sent " + list.kind() + "; look into the store"));
        }
    }

    /** What stands in the list, whatever it is. */
    List<Field> named() {
        return named;
    }

    /**
     * One of them while it is read.
     *
     * @param id the store's own; where it names none, or that of another line, its place in the order
     * @param flaw why nobody could buy it whatever else it says; empty when nothing speaks against it so far
     */
    record Candidate(ReadLines all, Field line, String id, String title, Optional<String> flaw) {
        /** It is bought. */
        void buy(Line read) {
            all.lines.add(read);
        }

        /** It is not bought by itself. */
        void goes(Fate fate, String words) {
            all.others.add(new Other(
                    id,
                    cut(Loosely.text(line.at("sku")), Sku.MAX),
                    title,
                    cut(Loosely.text(line.at("quantity")), SHOWN),
                    fate,
                    words));
        }

        /** It needs a person. */
        void needsAPerson(String why) {
            goes(Fate.TO_DECIDE, why);
        }
    }

    /** The next of them. */
    Candidate next(Field line, String title) {
        place++;
        String shown = cut(title, TITLE);
        if (!line.node().isObject()) {
            String flaw = "the store sent " + line.kind() + " in a line's place";
            return new Candidate(this, line, "#" + place, shown, Optional.of(flaw));
        }
        String id = Loosely.optionalId(line.at("id"));
        if (id.isEmpty()) {
            String flaw = "the store names no id for this line, so nobody could tell it of the parcel";
            return new Candidate(this, line, "#" + place, shown, Optional.of(flaw));
        }
        return ids.add(id)
                ? new Candidate(this, line, id, shown, Optional.empty())
                : new Candidate(
                        this,
                        line,
                        "#" + place,
                        shown,
                        Optional.of("another line of the order has the same id, " + id));
    }

    /** Something of the order that is no line of goods. */
    void beside(Other other) {
        others.add(other);
    }

    /** Whether the store has named no line at all, as for an order that is still being made. */
    boolean none() {
        return named.isEmpty() && others.stream().noneMatch(other -> other.fate() == Fate.TO_DECIDE);
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    List<Other> others() {
        return List.copyOf(others);
    }

    /**
     * Why so many pieces of something cannot be ordered; empty when they can.
     *
     * @param quantity as the store wrote it
     */
    static Optional<String> unfit(Field quantity) {
        Optional<Integer> pieces = Loosely.whole(quantity);
        if (pieces.isPresent()) {
            boolean orderable = pieces.get() >= 1 && pieces.get() <= Loosely.MAX_PIECES;
            return orderable ? Optional.empty() : Optional.of("it cannot be ordered in " + pieces.get() + " pieces");
        }
        boolean number = Loosely.amount(quantity).isPresent();
        return Optional.of(
                number
                        ? "it cannot be ordered in " + cut(Loosely.text(quantity), SHOWN) + " pieces"
                        : "how many pieces of it are ordered is not understood");
    }

    private static String cut(String text, int most) {
        boolean longer = text.codePointCount(0, text.length()) > most;
        return longer ? text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…" : text;
    }
}
