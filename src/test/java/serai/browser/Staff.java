package serai.browser;

import serai.access.OneTimeCodes;
import serai.access.PasswordHash;
import serai.base.Secret;

/** Who may sign in, as in {@code users.yaml}; all with one password. */
enum Staff {
    /** Looks. */
    VIC,
    /** Supports. */
    ANN,
    /** Supports, too. */
    BEN,
    /** May do everything. */
    ADA,
    /** Supports, and signs in with a second factor. */
    TOM,
    /** Supports, and has no session until a test signs in. */
    SUE,
    /** Supports the mug market only. */
    MIA;

    static final String PASSWORD = "tea at nine, scones at ten";
    static final PasswordHash HASH = PasswordHash.make(PASSWORD);
    static final Secret TOTP = OneTimeCodes.secret();

    /** The name to sign in with. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
