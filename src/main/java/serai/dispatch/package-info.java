/** Channels and the way of a dispatch through them: states, relay, attempts, pace, hold, ramp, sweep. */
@NullMarked
package serai.dispatch;

import org.jspecify.annotations.NullMarked;
