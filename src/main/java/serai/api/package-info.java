/**
 * The support API under {@code /api/v1}: who may call, what a request may say, and how answers look. Rules live in the
 * packages that it calls.
 */
@NullMarked
package serai.api;

import org.jspecify.annotations.NullMarked;
