package serai.access;

import java.util.Optional;
import java.util.stream.Collectors;
import serai.base.Secret;
import serai.base.StoreId;
import serai.base.Text;

/**
 * One entry of {@code config/users.yaml}.
 *
 * @param password its hash; without one nobody signs in by password
 * @param totp the secret of the second factor, in base 32
 * @param oidc the subject, or the e-mail address, by which an issuer names it
 */
public record User(
        Account account,
        Optional<PasswordHash> password,
        Optional<Secret> totp,
        Optional<String> oidc,
        boolean enabled) {
    /** Whether an issuer's subject or verified e-mail address is this one's. What holds an @ is an address. */
    boolean is(String subject, Optional<String> verifiedEmail) {
        return oidc.filter(named -> named.contains("@")
                        ? verifiedEmail
                                .filter(email -> lowered(email).equals(lowered(named)))
                                .isPresent()
                        : named.equals(subject))
                .isPresent();
    }

    /**
     * A name that an issuer knows as it is compared: an address without regard to the case of A to Z, which mail servers
     * disregard, and of no other letter: some of those become a Latin one. A subject stays as it is.
     */
    static String lowered(String named) {
        StringBuilder text = new StringBuilder(named);
        for (int i = 0; named.contains("@") && i < text.length(); i++) {
            char letter = text.charAt(i);
            text.setCharAt(i, letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter);
        }
        return text.toString();
    }

    /** Another one whenever something changes that sessions must not outlive. Tells nothing of the secrets. */
    String stamp() {
        return Text.fingerprint(
                account.name(),
                account.role().id(),
                account.scope()
                        .stores()
                        .map(stores ->
                                stores.stream().map(StoreId::value).sorted().collect(Collectors.joining(",")))
                        .orElse("*"),
                password.map(PasswordHash::text).orElse(""),
                totp.map(Secret::reveal).orElse(""),
                oidc.orElse(""));
    }

    @Override
    public String toString() {
        return "User[" + account.name() + ", " + account.role() + (enabled ? "" : ", disabled") + "]";
    }
}
