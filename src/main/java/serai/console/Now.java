package serai.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The cockpit.
 *
 * @param stores channels to stores that are not up, the first of them
 * @param troubledStores how many of these there are
 * @param allStores how many channels to stores there are
 * @param all whether the reader sees every store
 * @param support whether the reader's role may hold and switch
 * @param old why this is not how it stands now, and how old it is, in sentences; empty when it is up to date
 * @param summary how things stand, in a sentence
 */
public record Now(
        List<Lane> suppliers,
        List<Lane> stores,
        int troubledStores,
        int allStores,
        List<Trouble> incidents,
        List<Off> off,
        ChartView chart,
        boolean all,
        boolean support,
        String old,
        String summary) {
    /**
     * An incident.
     *
     * @param cause why, in a sentence
     * @param words the provider's own; empty where they are nobody's business
     * @param lasted how long; of an open one, how long by now
     */
    public record Trouble(
            long id,
            String channel,
            String who,
            String cause,
            String words,
            String node,
            Instant openedAt,
            Optional<Instant> closedAt,
            String closing,
            String lasted,
            Optional<Long> mostWaiting) {}

    /** Something that is switched off. */
    public record Off(String title, Instant since, String who, String why, String feature, String target) {}

    /** How many channels to stores are up. */
    public int goodStores() {
        return allStores - troubledStores;
    }
}
