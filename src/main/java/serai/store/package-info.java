/**
 * The platforms that merchants' stores run on: who they are, how they sign, and what their bodies mean to us.
 *
 * <p>Question: read a platform's body into a record that spells its fields and map that with a generated mapper, or walk
 * the tree by hand? By hand. A body that we cannot read must say every fault at its JSON pointer, and real bodies hold
 * null, missing fields, numbers as text and text as numbers almost anywhere; a binder stops at the first of them and
 * names a Java class.
 */
@NullMarked
package serai.store;

import org.jspecify.annotations.NullMarked;
