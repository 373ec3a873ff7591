package serai.access;

import static java.util.Objects.requireNonNull;

import serai.base.Scope;
import serai.base.Text;

/**
 * Who is signed in and what that allows.
 *
 * @param name stands in the audit book, 1 to 60 characters
 * @param scope the stores that it may see and act on
 */
public record Account(String name, Role role, Scope scope) {
    /** @throws IllegalArgumentException if the name is blank or too long */
    public Account {
        Text.required("account name", name, 60);
        requireNonNull(role, "role");
        requireNonNull(scope, "scope");
    }

    /** The account as the audit book knows who acts, from that network address. */
    public Person person(String source) {
        return new Person(name, role.id(), source, scope);
    }
}
