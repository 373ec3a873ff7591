/**
 * What we ask of a supplier and what can come back: requests, calls and answers on the wire, outcomes, causes, error
 * tables, and how a connector folder describes itself. Connectors import this package and {@code base}, nothing else.
 */
@NullMarked
package serai.provider;

import org.jspecify.annotations.NullMarked;
