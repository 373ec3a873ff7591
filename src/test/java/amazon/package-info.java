/** Tests of the Amazon connector. */
@NullMarked
package amazon;

import org.jspecify.annotations.NullMarked;
