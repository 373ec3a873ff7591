package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.StoreId;
import serai.ledger.Tx;

/** Reads stored messages that could not be read before. The intake provides it. */
public interface Rereader {
    /** Reads a stored message again; touches nothing. */
    Reading read(StoreId store, String request);

    /** The stored message with another body. */
    String rewritten(String request, byte[] body);

    /**
     * Where another body of a stored message asks for more, or for something else, than its store did: what a person may
     * write who is an admin only. What stands in the message already is not asked for again.
     *
     * @param original the message as it came
     * @param current the message as it is now
     * @param body what it shall be
     */
    List<Fault> beyond(String original, String current, byte[] body);

    /** What came of reading. */
    sealed interface Reading {
        /** Still unreadable; at least one fault. */
        record Unreadable(List<Fault> faults) implements Reading {
            public Unreadable {
                faults = List.copyOf(faults);
            }
        }

        /**
         * Readable now; not written down yet.
         *
         * @param objection why it is written down with a person's word only; empty where it may be
         */
        record Understood(Recording recording, Optional<Objection> objection) implements Reading {
            /** One that may be written down. */
            public Understood(Recording recording) {
                this(recording, Optional.empty());
            }
        }
    }

    /**
     * Why a message is written down with a person's word only.
     *
     * @param word what they confirm
     * @param first what they have to do first, for those who only pass it over
     */
    record Objection(String why, String word, String first) {}

    /** Writes down what a message means. */
    @FunctionalInterface
    interface Recording {
        /**
         * Does it inside the caller's transaction.
         *
         * @param actor who had it read again, for the timeline
         * @return what it became: our order id, or a word where it is no order
         */
        String record(Tx tx, String actor, String traceparent, Instant at) throws SQLException;
    }
}
