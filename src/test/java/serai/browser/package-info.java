/**
 * Support's tasks from start to end, in a real browser against a real gateway process with simulated suppliers and stores.
 * One outage is staged for all of them; each test works on orders of its own, with windows of its own.
 *
 * <p>A test fails, whatever it asserts, when a page logs an error, breaks its content security policy, opens a dialog, or
 * answers with a status that the test did not announce.
 */
@NullMarked
package serai.browser;

import org.jspecify.annotations.NullMarked;
