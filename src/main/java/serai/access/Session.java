package serai.access;

import java.time.Instant;

/**
 * A browser that somebody is signed in with.
 *
 * @param id names it to its owner; opens nothing
 * @param csrf what every change has to bring along; known to pages of this session only
 * @param source the network address of the sign-in
 * @param seen its last request, behind by a minute at most
 * @param ends when it ends at the latest, whatever is done
 */
public record Session(
        String id,
        Account account,
        String csrf,
        Proof proof,
        String source,
        Instant opened,
        Instant seen,
        Instant ends) {
    /** Whether a change brought the right token; the time taken says nothing about where it differs. */
    public boolean matches(String token) {
        return Digests.same(csrf, token);
    }

    @Override
    public String toString() {
        return "Session[" + account.name() + ", " + proof + ", " + opened + "]";
    }
}
