/** Tests of the AliExpress connector: no network, but for its kamelets. */
@NullMarked
package aliexpress;

import org.jspecify.annotations.NullMarked;
