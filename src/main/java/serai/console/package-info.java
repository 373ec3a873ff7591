/**
 * The support console: pages made on the server, which work without JavaScript and read better with it.
 *
 * <p>A page is one record, one template in {@code src/main/jte}, and the handler that fills it. Handlers look and decide;
 * templates only show and escape. {@link serai.console.Door} is the only way in: it knows who is there, checks roles and
 * CSRF tokens and turns every failure into a page.
 *
 * <p>The question was whether to write a separate front end against the API. Refused: support staff need pages that are
 * there at once on a bad line, and whoever carries the code on should need one language and one build.
 */
@NullMarked
package serai.console;

import org.jspecify.annotations.NullMarked;
