package serai.simulator;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The access and refresh tokens that one simulated supplier has issued. Safe for any number of threads. */
final class Tokens {
    /** What a presented access token is worth. */
    enum Standing {
        VALID,
        EXPIRED,
        UNKNOWN
    }

    private final Map<String, Standing> access = new HashMap<>();
    private final Set<String> refresh = new HashSet<>();
    private int issued;

    Tokens(Collection<String> access, Collection<String> refresh) {
        access.forEach(token -> this.access.put(token, Standing.VALID));
        this.refresh.addAll(refresh);
    }

    synchronized Standing standing(String token) {
        return access.getOrDefault(token, Standing.UNKNOWN);
    }

    synchronized boolean mayRefresh(String refreshToken) {
        return refresh.contains(refreshToken);
    }

    /** Makes every access token that exists now worthless; refresh tokens keep their worth. */
    synchronized void expire() {
        access.replaceAll((token, standing) -> Standing.EXPIRED);
    }

    /** A new access token beside the ones that exist. */
    synchronized String issueAccess(String prefix) {
        String token = prefix + ++issued;
        access.put(token, Standing.VALID);
        return token;
    }

    /** A new refresh token in place of the old one. */
    synchronized String replaceRefresh(String old, String prefix) {
        refresh.remove(old);
        String token = prefix + issued;
        refresh.add(token);
        return token;
    }
}
