/**
 * A WooCommerce store as somebody who hears of parcels, stock and prices, through its REST API v3.
 *
 * <p>Two ways of signing: over https the consumer key and secret as Basic credentials, over plain http OAuth 1.0a, because
 * WooCommerce refuses Basic there. Which client: our own calls, a library for four verbs and a signature was refused.
 *
 * <p>WooCommerce repeats nothing by itself and takes everything twice: a second note is a second mail to the customer. So
 * each talk reads what the store holds before it writes.
 *
 * <p>Facts about WooCommerce carry their source in {@code errors.yaml} and {@code README.md}.
 */
@NullMarked
package woocommerce;

import org.jspecify.annotations.NullMarked;
