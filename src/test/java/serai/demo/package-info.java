/**
 * {@code ./serai demo}: a short story on a real gateway process and simulated suppliers, with real HTTP between them.
 * What it prints it has seen; what it has not seen ends it with exit code 1.
 */
@NullMarked
package serai.demo;

import org.jspecify.annotations.NullMarked;
