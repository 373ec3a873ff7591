/** Tests of the WooCommerce connector, most of them against a simulated shop through the real kamelet. */
@NullMarked
package woocommerce;

import org.jspecify.annotations.NullMarked;
