package serai.deadletter;

import java.util.List;

/** What came of a person's wish to change a dead letter. Only {@link Changed} has changed anything. */
public sealed interface Verdict {
    /**
     * Done, and on disk.
     *
     * @param said what was done, in words for the person; empty where the call itself says it
     */
    record Changed(DeadLetter letter, String said) implements Verdict {
        /** Where the call itself says what was done. */
        Changed(DeadLetter letter) {
            this(letter, "");
        }
    }

    /** Goes only with a reason: it has died the same way too often. */
    record ReasonNeeded(String why) implements Verdict {}

    /** There is no such dead letter. */
    record Missing() implements Verdict {}

    /** Not in the state that this needs, or somebody was first; {@code why} says who. */
    record Conflict(String why) implements Verdict {}

    /** Changed since the caller looked. */
    record Outdated(long version) implements Verdict {}

    /** What a person confirms who has looked at the supplier. */
    String LOOKED = "I have looked: the supplier holds no such order";

    /**
     * Goes only with a person's word.
     *
     * @param word what they confirm by going on
     */
    record ConfirmationNeeded(String why, String word) implements Verdict {}

    /** The payload does not do; at least one fault. */
    record Invalid(List<Fault> faults) implements Verdict {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /** Read again, and still unreadable; at least one fault. */
    record StillUnreadable(List<Fault> faults) implements Verdict {
        public StillUnreadable {
            faults = List.copyOf(faults);
        }
    }
}
