/**
 * AliExpress as a supplier, through its Open Platform for dropshippers. Facts about the outside API, with their sources
 * and how sure we are of each, stand in this folder's {@code README.md}; error codes in {@code errors.yaml}.
 */
@NullMarked
package aliexpress;

import org.jspecify.annotations.NullMarked;
