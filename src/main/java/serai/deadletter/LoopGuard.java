package serai.deadletter;

import java.util.Optional;

/**
 * Keeps a letter from going round and round: what died the same way, by cause and code, {@value #DEATHS} times in a row
 * goes again only with a reason. Changing the letter by a remedy needs no leave of the guard: it is another order then.
 */
final class LoopGuard {
    /** Deaths of one kind in a row from which on it asks. */
    static final int DEATHS = 3;

    private LoopGuard() {}

    /** Why it should not go again just like that; empty when it may. */
    static Optional<String> why(DeadLetter.Found found) {
        return found.deaths() < DEATHS
                ? Optional.empty()
                : Optional.of("it has died " + found.deaths() + " times the same way ("
                        + found.dispatch().cause().map(cause -> cause.id()).orElse("no cause")
                        + (found.dispatch().code().isEmpty()
                                ? ""
                                : ", " + found.dispatch().code())
                        + ")");
    }
}
