/** The Shopify connector against a simulated shop that knows Shopify's own schema. */
@NullMarked
package shopify;

import org.jspecify.annotations.NullMarked;
