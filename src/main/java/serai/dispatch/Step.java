package serai.dispatch;

/** What an attempt does at the supplier. */
public enum Step {
    /** Sends the order: kamelet {@code <connector>-place-order}. */
    PLACE("place-order"),
    /** Asks what became of it: kamelet {@code <connector>-find-order}. */
    FIND("find-order");

    private final String kamelet;

    Step(String kamelet) {
        this.kamelet = kamelet;
    }

    /** The kamelet's name after the connector's. */
    public String kamelet() {
        return kamelet;
    }
}
