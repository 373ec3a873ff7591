package serai.histories;

import java.util.List;

/**
 * What happens to all orders alike.
 *
 * @param crashes the process dies then, within that many calls
 */
record Weather(List<Spell> spells, List<Crash> crashes) {
    /** Who can be in trouble. */
    enum Side {
        ALIEXPRESS,
        AMAZON,
        /** All shops as those that are asked: their webhooks come. */
        SHOPS
    }

    /** Somebody's trouble, from tick to tick. */
    record Spell(Side of, int from, int to, boolean answersLost) {
        boolean at(int tick) {
            return tick >= from && tick < to;
        }

        @Override
        public String toString() {
            return of + (answersLost ? " loses its answers" : " is down") + " from tick " + from + " to " + to;
        }
    }

    /** The process dies. */
    record Crash(int tick, int calls) {
        @Override
        public String toString() {
            return "the process dies at tick " + tick + " at step " + calls;
        }
    }

    boolean down(Side side, int tick) {
        return spells.stream().anyMatch(spell -> spell.of() == side && !spell.answersLost() && spell.at(tick));
    }

    boolean losesAnswers(Side side, int tick) {
        return spells.stream().anyMatch(spell -> spell.of() == side && spell.answersLost() && spell.at(tick));
    }
}
