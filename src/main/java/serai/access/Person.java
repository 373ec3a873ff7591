package serai.access;

import serai.base.Scope;
import serai.base.Text;

/**
 * Who does something, as the audit book keeps it, and which stores it may concern: whatever a person asks for is looked for
 * within the scope only, so that nobody acts on a store by knowing an id.
 *
 * @param name from the token or the account, 1 to 80 characters
 * @param role the role in which it is done
 * @param source the network address that the call came from
 * @param scope the stores that it may concern
 */
public record Person(String name, String role, String source, Scope scope) {
    /** @throws IllegalArgumentException if the name is blank or too long */
    public Person {
        Text.required("name", name, 80);
    }

    /** Somebody who may act on every store. */
    public Person(String name, String role, String source) {
        this(name, role, source, Scope.ALL);
    }
}
