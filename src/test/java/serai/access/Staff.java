package serai.access;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Entries of a users file. */
final class Staff {
    static final String PASSWORD = "seven quiet lanterns by noon";
    // Bcrypt takes half as long as argon2id, and tests try many passwords.
    static final String HASH = new BCryptPasswordEncoder().encode(PASSWORD);
    static final String OTHER_HASH = PasswordHash.make("another long password").text();

    private Staff() {}

    static String ann(String role, String store) {
        return "- name: ann\n  role: " + role + "\n  stores: [" + store + "]\n  password: " + HASH + "\n";
    }

    static String bob() {
        return "- name: bob\n  role: admin\n  oidc: bob@example.com\n";
    }
}
