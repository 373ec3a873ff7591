package serai.access;

import java.util.Locale;

/** How somebody has shown who they are. */
public enum Proof {
    PASSWORD("password"),
    PASSWORD_AND_CODE("password and code"),
    /** An OpenID Connect issuer said so. */
    ISSUER("single sign-on");

    private final String words;

    Proof(String words) {
        this.words = words;
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    /** As programs read it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
