/** Start-up: the command line, every object made in one place, and the settings read once. */
@NullMarked
package serai;

import org.jspecify.annotations.NullMarked;
