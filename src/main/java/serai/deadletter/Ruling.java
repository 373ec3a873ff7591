package serai.deadletter;

import java.util.List;
import serai.dispatch.Move;

/** Whether a dead letter may go again, and how. Readers switch without {@code default}. */
sealed interface Ruling {
    /** It goes back to its channel. */
    record Send(Move move) implements Ruling {}

    /** Nothing of its own is sent: what is missing of its order is bought. */
    record Complete() implements Ruling {}

    /** It is a message that can be read now. */
    record Reread(Rereader.Recording recording) implements Ruling {}

    /** It is a message that still cannot be read. */
    record Unreadable(List<Fault> faults) implements Ruling {}

    /**
     * It goes only with a person's word.
     *
     * @param word what they confirm
     * @param first what a person has to do first, for those who only pass it over
     */
    record Confirm(String why, String word, String first) implements Ruling {
        /** When a person has looked at the supplier. */
        Confirm(String why) {
            this(why, Verdict.LOOKED, "a person has to look at the supplier first");
        }
    }

    /** It must not go. */
    record Refuse(String why) implements Ruling {}
}
