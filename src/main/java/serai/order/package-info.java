/** Orders as stores mean them, the listings that say who supplies what, and the rules that make dispatches of them. */
@NullMarked
package serai.order;

import org.jspecify.annotations.NullMarked;
