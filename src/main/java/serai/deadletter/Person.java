package serai.deadletter;

import serai.base.Text;

/**
 * Who does something, as the audit book keeps it.
 *
 * @param name from the token, 1 to 80 characters
 * @param role the role in which it is done
 * @param source the network address that the call came from
 */
public record Person(String name, String role, String source) {
    /** @throws IllegalArgumentException if the name is blank or too long */
    public Person {
        Text.required("name", name, 80);
    }
}
