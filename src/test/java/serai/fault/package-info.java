/**
 * The four promises, on real processes: a gateway in a JVM of its own that is killed, frozen, starved of disk or cut off,
 * while the suppliers remember what was bought.
 */
@NullMarked
package serai.fault;

import org.jspecify.annotations.NullMarked;
