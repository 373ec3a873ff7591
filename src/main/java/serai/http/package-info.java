/** What all HTTP endpoints share: bodies with a bound, problem answers, request ids, trace context, pages. */
@NullMarked
package serai.http;

import org.jspecify.annotations.NullMarked;
