package serai.intake;

import java.time.Instant;

/** Who is told when the journal and the ledger cannot both be right. Called by several threads; quick. */
public interface JournalAlarm {
    /** Nobody. */
    JournalAlarm NOBODY = new JournalAlarm() {
        @Override
        public void opened(String what, String words, Instant at) {}

        @Override
        public void over(String what, String how, Instant at) {}
    };

    /**
     * Something is wrong from now on.
     *
     * @param what names it until it is over; one that is open already gets other words
     */
    void opened(String what, String words, Instant at);

    /** It is over; nothing happens where it was not open. */
    void over(String what, String how, Instant at);
}
