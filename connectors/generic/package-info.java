/**
 * A merchant's own programs as a store: hears of parcels, stock, prices and troubles by signed webhooks.
 *
 * <p>Which signature: Standard Webhooks, because libraries for it exist in every language, it survives a change of the
 * secret, and its id lets the receiver drop what it has had before. The schedule of repeats is the channel's own.
 */
@NullMarked
package generic;

import org.jspecify.annotations.NullMarked;
