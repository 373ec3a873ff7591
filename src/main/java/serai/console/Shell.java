package serai.console;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import serai.access.Role;

/**
 * What stands around every page.
 *
 * @param visitor empty before sign-in
 * @param csrf to be sent with every form
 * @param notice what the last change came to; shown once
 * @param path of this page, with what stands after the question mark
 */
public record Shell(
        String title,
        Place place,
        Optional<Visitor> visitor,
        String csrf,
        Optional<String> notice,
        String path,
        Assets assets) {
    /**
     * Who is signed in.
     *
     * @param stores the stores that the account may see, in words
     */
    public record Visitor(String name, Role role, String stores) {}

    /** The entries of the navigation. */
    public List<Place> places() {
        return Arrays.stream(Place.values())
                .filter(entry -> entry != Place.ELSEWHERE)
                .toList();
    }

    /** Whether the visitor may do what needs that role. */
    public boolean may(Role least) {
        return visitor.filter(who -> who.role().mayDo(least)).isPresent();
    }
}
