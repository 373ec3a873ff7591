package serai.intake;

import java.sql.SQLException;
import java.time.Duration;
import serai.dispatch.Node;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * What this node says of its journal in the ledger, in rounds: a round begins with a look at the end of the journal and is
 * told of when the ledger holds everything up to there. Whoever sees two rounds pass knows that one began after they first
 * looked; no clock is compared.
 */
public final class Word {
    private static final String BEGIN = Sql.of(Word.class, "begin-word");
    private static final String SAY = Sql.of(Word.class, "say-word");

    private final String journal;
    private final Node node;
    private final Duration every;
    private final boolean twoCopies;
    private final boolean silent;
    private volatile boolean assured;
    private volatile long round = -1;
    private long saying = -1;
    private long saidAt;

    /**
     * Of a node that has not said anything yet.
     *
     * @param journal its journal's id
     * @param every at least between two words
     * @param twoCopies whether all that is taken is in the ledger's inbox as well before it is acknowledged
     */
    public Word(String journal, Node node, Duration every, boolean twoCopies) {
        this(journal, node, every, twoCopies, false);
    }

    private Word(String journal, Node node, Duration every, boolean twoCopies, boolean silent) {
        this.journal = journal;
        this.node = node;
        this.every = every;
        this.twoCopies = twoCopies;
        this.silent = silent;
        this.saidAt = System.nanoTime() - every.toNanos();
    }

    /** One that never says anything, for a recorder that nobody else reads beside. */
    static Word none() {
        return new Word("", new Node("", ""), Duration.ofDays(1), false, true);
    }

    /**
     * Says that this node takes orders from now on, which are not in the ledger at once. To be called before the door opens;
     * while the ledger is away, the door opens all the same and it is said later.
     *
     * @throws serai.ledger.DatabaseUnavailable then it is not said yet
     */
    public void begin(Database ledger) {
        assured = ledger.commit(tx -> tx.first(
                                BEGIN, row -> row.number("assured"), journal, node.name(), node.boot(), twoCopies)
                        .orElse(0L))
                == 1;
    }

    /** Whether anybody is to hear anything. */
    boolean speaks() {
        return !silent;
    }

    /** Whether it is time for another word. */
    boolean due() {
        return !silent && System.nanoTime() - saidAt >= every.toNanos();
    }

    /**
     * Says how far the ledger is.
     *
     * @param through whether it holds all that was taken before this round began
     */
    void say(Tx tx, boolean through, long unrecorded) throws SQLException {
        saidAt = System.nanoTime();
        boolean sure = assured || (through && twoCopies);
        saying = say(tx, node.boot(), through, unrecorded, sure);
        assured = sure;
    }

    private long say(Tx tx, String boot, boolean through, long unrecorded, boolean sure) throws SQLException {
        return tx.first(SAY, row -> row.number("round"), journal, node.name(), boot, through ? 1 : 0, unrecorded, sure)
                .orElse(-1L);
    }

    /** What was said last is in the ledger. */
    void said() {
        round = saying;
    }

    /** The round that the ledger held when this node spoke last; below 0 before that. */
    long round() {
        return round;
    }

    /** Says that all it ever took is in the ledger, and that it takes nothing more. */
    void end(Tx tx) throws SQLException {
        saying = say(tx, "", true, 0, true);
    }
}
