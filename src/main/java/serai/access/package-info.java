/**
 * Who may do what: accounts, tokens, sessions, roles and the stores that each may see; and the book of who did what and why.
 *
 * <p>Every change that a person makes is written into the audit book in the transaction of the change.
 */
@NullMarked
package serai.access;

import org.jspecify.annotations.NullMarked;
