package serai.operation;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import serai.dispatch.Node;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Incidents of a node itself and of no channel: something is wrong with what it has stored. Told here at any time, written
 * down with the next look; what begins and ends between two looks is noted all the same.
 */
public final class NodeTroubles {
    private static final String OPEN = Sql.of(NodeTroubles.class, "open-incident");
    private static final String CLOSE = Sql.of(NodeTroubles.class, "close-incident");
    private static final String CHANGE_WORDS = Sql.of(NodeTroubles.class, "change-incident-words");

    /** That something began or ended. */
    private record Word(String what, String words, Instant at, boolean over) {}

    private final Queue<Word> words = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> open = new HashMap<>();

    /**
     * Something is wrong from now on, until it is over.
     *
     * @param what names it among the troubles of this node; one that is open gets the new words
     */
    public void opened(String what, String why, Instant at) {
        words.add(new Word(what, why, at, false));
    }

    /** It is over; nothing happens where it was not open. */
    public void over(String what, String how, Instant at) {
        words.add(new Word(what, how, at, true));
    }

    /** Writes down what was told since the last look. @throws serai.ledger.DatabaseUnavailable then it is written next time */
    void look(Database ledger, Node node) {
        for (Word word = words.peek(); word != null; word = words.peek()) {
            Word told = word;
            long id = ledger.commit(tx -> write(tx, told, node));
            if (told.over()) {
                open.remove(told.what());
            } else {
                open.put(told.what(), id);
            }
            words.remove();
        }
    }

    private long write(Tx tx, Word word, Node node) throws SQLException {
        Long known = open.get(word.what());
        if (word.over()) {
            return known == null ? 0 : tx.update(CLOSE, word.at(), word.words(), known);
        }
        if (known != null && tx.update(CHANGE_WORDS, null, word.words(), known) == 1) {
            return known;
        }
        return tx.first(
                        OPEN,
                        row -> row.number("id"),
                        Incident.JOURNAL,
                        null,
                        node.name(),
                        node.boot(),
                        "journal",
                        null,
                        word.words(),
                        word.at(),
                        0)
                .orElseThrow();
    }
}
