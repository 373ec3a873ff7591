/**
 * What the law asks for: erasing a customer's or a shop's personal data, and handing it over.
 *
 * <p>Erased is what names or describes the person; ids, amounts, states and times stay, so that books still balance. What
 * was erased marks its order ({@code orders.erased_at}): no later message of the store brings the data back, and nothing
 * is sent for the order any more. Free text (reasons, supplier's words, wire logs) is replaced whole and not searched for
 * names: nobody can list the ways in which a name may be spelled.
 *
 * <p>A purchase under way is not cut off: the customer has paid and waits for a parcel. The request waits for it, but not
 * beyond what the law allows.
 */
@NullMarked
package serai.privacy;

import org.jspecify.annotations.NullMarked;
