package serai.console;

import java.util.Optional;

/** Where somebody wanted to go before they had to sign in: a page of the console, and never another site. */
final class LocalPath {
    private static final String HOME = "/console";
    private static final int LONGEST = 1_000;

    private LocalPath() {}

    /** The path, or the first page where it leads out of the console or back to the sign-in. */
    static String of(Optional<String> wanted) {
        return wanted.filter(LocalPath::within).orElse(HOME);
    }

    private static boolean within(String path) {
        boolean ours = path.equals(HOME) || path.startsWith(HOME + "/") || path.startsWith(HOME + "?");
        return ours
                && path.length() <= LONGEST
                && !path.startsWith(HOME + "/sign-")
                && !path.contains("//")
                && path.chars().allMatch(each -> each > ' ' && each < 127 && each != '\\');
    }
}
