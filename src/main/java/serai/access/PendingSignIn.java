package serai.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import serai.base.Json;

/**
 * What a browser that is at the issuer has to bring back. It lies in a cookie of that browser alone: whoever can read it is
 * that browser, and what the issuer answers has to fit it.
 *
 * @param next a path of ours to go to afterwards; looked at again before anybody is sent there
 */
record PendingSignIn(String state, String nonce, String verifier, String next) {
    private static final int LONGEST = 3_000;

    static PendingSignIn begin(String next) {
        return new PendingSignIn(Digests.random(), Digests.random(), Digests.random(), next);
    }

    String cookie() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(this).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when it is not one that we made: then the browser begins again. */
    static Optional<PendingSignIn> of(String cookie) {
        if (cookie.isEmpty() || cookie.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(cookie);
            return Optional.of(Json.read(new String(json, StandardCharsets.UTF_8), PendingSignIn.class))
                    .filter(PendingSignIn::whole);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ConstantValue") // JSON may leave out what a record holds
    private boolean whole() {
        return state != null && nonce != null && verifier != null && verifier.length() >= 43 && next != null;
    }

    @Override
    public String toString() {
        return "PendingSignIn";
    }
}
