package serai.intake;

import java.time.Duration;

/** Counts what comes in and what is turned away. */
public interface IntakeMeter {
    /**
     * An entry is on disk.
     *
     * @param waited from the whole body being here to the end of the fsync
     */
    void accepted(String kind, Duration waited);

    /**
     * A request was turned away.
     *
     * @param why one of a few fixed words
     */
    void refused(String why);
}
