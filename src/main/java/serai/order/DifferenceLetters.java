package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.LetterRows;
import serai.dispatch.Move;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;

/**
 * What a store changed in an order after its purchase, as letters for people: one for each kind of difference, which is
 * brought up to date when the store changes its word, comes back when it is put away and the store says something new, and
 * goes by itself when the store has it again as it was bought. While a call is under way nothing is said: what it comes to
 * decides whether there is a difference at all. A letter holds ids, SKUs and numbers, never whom the order is for.
 */
final class DifferenceLetters {
    private static final String REWRITE = Sql.of(DifferenceLetters.class, "rewrite-difference");

    /** The kinds of difference, each with its letter's cause. */
    enum What {
        /** Something is to be bought that is not. */
        WANTED(Cause.WANTED_AFTER_PURCHASE),
        /** Something is bought that is not wanted any more. */
        UNWANTED(Cause.UNWANTED_AFTER_PURCHASE),
        /** It is bought to another address. */
        ADDRESS(Cause.ADDRESS_AFTER_PURCHASE),
        /** The whole order is wanted again after it was stopped. */
        RESTORED(Cause.RESTORED_AFTER_CANCEL);

        private final Cause cause;

        What(Cause cause) {
            this.cause = cause;
        }

        private String part() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A letter's request: what it says, in the words of its reason. */
    private record Request(String difference) {}

    private final Tx tx;
    private final OrderId order;
    private final String actor;
    private final Instant now;

    private DifferenceLetters(Tx tx, OrderId order, String actor, Instant now) {
        this.tx = tx;
        this.order = order;
        this.actor = actor;
        this.now = now;
    }

    /**
     * Brings an order's letters in line with how it is bought and how its store has it. The order's row is locked by the
     * caller.
     *
     * @param bought the order as it is bought
     * @param restored whether the store wants again just now what cannot be taken up by itself any more
     */
    static void settle(
            Tx tx, OrderId order, StoreOrder bought, StoreOrder word, boolean restored, String actor, Instant now)
            throws SQLException {
        List<Dispatch> all = Dispatches.ofOrder(tx, order);
        if (all.stream().anyMatch(one -> one.places() && one.state() == DispatchState.ATTEMPTING)) {
            return;
        }
        Map<What, String> differences = between(bought, word);
        List<Dispatch> purchases = all.stream().filter(Dispatch::places).toList();
        if (differences.isEmpty() && !restored && all.size() == purchases.size()) {
            return;
        }
        DifferenceLetters letters = new DifferenceLetters(tx, order, actor, now);
        for (What what : What.values()) {
            Optional<Dispatch> known = all.stream()
                    .filter(one -> one.kind().equals(Dispatch.SETTLE_DIFFERENCE)
                            && one.part().equals(what.part()))
                    .findFirst();
            Optional<String> said =
                    what == What.RESTORED ? restoredWords(restored, known) : Optional.ofNullable(differences.get(what));
            if (said.isPresent()) {
                letters.say(what, known, words(what, said.get(), purchases), purchases);
            } else if (known.isPresent()) {
                letters.close(known.get(), "the store has it again as it was bought");
            }
        }
    }

    /** Closes all letters of an order that is cancelled as a whole: its purchases are cancelled in their own right. */
    static void closeAll(Tx tx, OrderId order, String actor, Instant now) throws SQLException {
        DifferenceLetters letters = new DifferenceLetters(tx, order, actor, now);
        for (Dispatch one : Dispatches.ofOrder(tx, order)) {
            if (one.kind().equals(Dispatch.SETTLE_DIFFERENCE)) {
                letters.close(one, "the store has cancelled the whole order");
            }
        }
    }

    /** It stays until a person has seen to it: the store's next word does not say so again. */
    private static Optional<String> restoredWords(boolean restored, Optional<Dispatch> known) {
        boolean waits = known.filter(one -> one.state() == DispatchState.DEAD).isPresent();
        return restored || waits
                ? Optional.of("the store wants the whole order again after it was stopped or cancelled here")
                : Optional.empty();
    }

    private static Map<What, String> between(StoreOrder bought, StoreOrder word) {
        Map<What, List<String>> found = new EnumMap<>(What.class);
        for (StoreOrder.Line line : bought.lines()) {
            Optional<StoreOrder.Line> now = Remainder.line(word, line.lineId());
            String name = "line " + line.lineId() + " (" + line.sku() + ")";
            if (now.isEmpty()) {
                add(found, What.UNWANTED, name + " with " + pieces(line.quantity()) + " was taken off the order");
            } else if (Differences.anotherThing(line, now.get())) {
                String change = name + " is " + now.get().sku() + " now";
                add(found, What.UNWANTED, change);
                add(found, What.WANTED, change);
            } else if (now.get().quantity() < line.quantity()) {
                add(found, What.UNWANTED, name + " has " + fewer(line, now.get()));
            } else if (now.get().quantity() > line.quantity()) {
                add(found, What.WANTED, name + " has " + fewer(line, now.get()));
            }
        }
        for (StoreOrder.Line line : word.lines()) {
            boolean added = Remainder.line(bought, line.lineId()).isEmpty() && line.toSend() > 0;
            if (added) {
                add(
                        found,
                        What.WANTED,
                        "line " + line.lineId() + " (" + line.sku() + ") with " + pieces(line.quantity())
                                + " was added");
            }
        }
        if (Differences.isAddressChanged(bought, word)) {
            add(found, What.ADDRESS, "the delivery address changed");
        }
        Map<What, String> words = new EnumMap<>(What.class);
        found.forEach((what, list) -> words.put(what, String.join("; ", list)));
        return words;
    }

    private static void add(Map<What, List<String>> found, What what, String words) {
        found.computeIfAbsent(what, each -> new ArrayList<>()).add(words);
    }

    private static String fewer(StoreOrder.Line before, StoreOrder.Line now) {
        return now.quantity() + " instead of " + pieces(before.quantity());
    }

    private static String pieces(int count) {
        return count == 1 ? "1 piece" : count + " pieces";
    }

    /** What happened, and what it is held as, for somebody who reads it out. */
    private static String words(What what, String difference, List<Dispatch> purchases) {
        String bought = purchases.stream()
                .filter(one -> !one.supplierIds().isEmpty())
                .map(one -> one.channel() + " " + String.join(", ", one.supplierIds()))
                .collect(Collectors.joining("; "));
        String held = bought.isEmpty() ? "" : " (bought as " + bought + ")";
        return difference
                + switch (what) {
                    case WANTED -> "; that is not bought" + held;
                    case UNWANTED -> "; it is bought already" + held;
                    case ADDRESS -> "; the supplier has the old one" + held;
                    case RESTORED -> "; it is not bought again" + held;
                };
    }

    private void say(What what, Optional<Dispatch> known, String words, List<Dispatch> purchases) throws SQLException {
        if (known.isEmpty()) {
            Dispatch first = purchases.getFirst();
            Dispatch letter = Dispatch.following(
                    order,
                    first.store(),
                    Dispatch.DIFFERENCES,
                    Dispatch.SETTLE_DIFFERENCE,
                    what.part(),
                    new Request(words),
                    first.traceparent(),
                    now);
            Dispatches.insert(tx, letter.dead(what.cause, words), actor);
            return;
        }
        Dispatch letter = known.get();
        boolean same = letter.request().equals(Json.write(new Request(words)));
        switch (letter.state()) {
            case DEAD -> {
                if (!same) {
                    rewrite(letter, words);
                }
            }
            case ARCHIVED -> {
                // A person has seen to the old one; only what is new comes back.
                if (!same) {
                    die(letter, what, words);
                }
            }
            case CANCELLED -> {
                Move again = new Move(letter, DispatchState.RECORDED).because("there is a difference again");
                if (Dispatches.apply(tx, again, actor, now)) {
                    die(Dispatches.find(tx, letter.id()).orElseThrow(), what, words);
                }
            }
            case RECORDED, QUEUED, ATTEMPTING, WAITING, UNCONFIRMED, DONE ->
                throw new IllegalStateException(letter.id() + " is " + letter.state() + " and nobody's to send");
        }
    }

    private void die(Dispatch letter, What what, String words) throws SQLException {
        if (Dispatches.apply(tx, new Move(letter, DispatchState.DEAD).because(what.cause, "", words), actor, now)) {
            rewrite(Dispatches.find(tx, letter.id()).orElseThrow(), words);
        }
    }

    private void rewrite(Dispatch letter, String words) throws SQLException {
        DispatchId id = letter.id();
        if (tx.update(REWRITE, Json.write(new Request(words)), words, id, letter.version()) == 1) {
            LetterRows.save(tx, id);
        }
    }

    private void close(Dispatch letter, String why) throws SQLException {
        if (letter.state() == DispatchState.DEAD) {
            Dispatches.apply(tx, new Move(letter, DispatchState.CANCELLED).because(why), actor, now);
        }
    }
}
