/** Tests of the connector to a merchant's own endpoint. */
@NullMarked
package generic;

import org.jspecify.annotations.NullMarked;
