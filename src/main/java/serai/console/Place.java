package serai.console;

/** The entries of the navigation. */
public enum Place {
    NOW("Now", "/console"),
    DEAD_LETTERS("Dead letters", "/console/dead-letters"),
    REPLAYS("Replays", "/console/replays"),
    ORDERS("Orders", "/console/orders"),
    STORES("Stores", "/console/stores"),
    AUDIT("Audit", "/console/audit"),
    /** Not in the navigation. */
    ELSEWHERE("", "");

    private final String label;
    private final String path;

    Place(String label, String path) {
        this.label = label;
        this.path = path;
    }

    public String label() {
        return label;
    }

    public String path() {
        return path;
    }
}
