package serai.histories;

import java.util.List;

/**
 * What happens to all orders alike.
 *
 * @param crashes the process dies then, within that many calls
 */
record Weather(List<Spell> spells, List<Crash> crashes) {
    /** A supplier's trouble, from tick to tick. */
    record Spell(Goods of, int from, int to, boolean answersLost) {
        boolean at(int tick) {
            return tick >= from && tick < to;
        }

        @Override
        public String toString() {
            return (of == Goods.TEE ? "AliExpress" : "Amazon") + (answersLost ? " loses its answers" : " is down")
                    + " from tick " + from + " to " + to;
        }
    }

    /** The process dies. */
    record Crash(int tick, int calls) {
        @Override
        public String toString() {
            return "the process dies at tick " + tick + " at step " + calls;
        }
    }

    boolean down(Goods supplier, int tick) {
        return spells.stream().anyMatch(spell -> spell.of() == supplier && !spell.answersLost() && spell.at(tick));
    }

    boolean losesAnswers(Goods supplier, int tick) {
        return spells.stream().anyMatch(spell -> spell.of() == supplier && spell.answersLost() && spell.at(tick));
    }
}
