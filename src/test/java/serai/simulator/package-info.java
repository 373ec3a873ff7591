/**
 * Suppliers that exist only here: one port each, as forgetful, slow and contradictory as the real ones, but with a
 * perfect memory of what was bought.
 *
 * <p>Question: how does a test see a second purchase? Choice: the double remembers every purchase under the reference
 * that the caller sent, in the process that serves it; answers are looked up there. Refused: counting requests in the
 * journal of the HTTP server, since a request that was read and then refused is not a purchase.
 *
 * <p>Everything about one supplier is data in {@code wiremock/<name>}; a class per supplier ({@link
 * serai.simulator.AliExpressRules}, {@link serai.simulator.AmazonRules}) holds what data cannot say: signatures and
 * tokens. A supplier without such checks needs no class.
 */
@NullMarked
package serai.simulator;

import org.jspecify.annotations.NullMarked;
