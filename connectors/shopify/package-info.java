/**
 * A Shopify store through its GraphQL Admin API, versions 2026-01 to 2026-10.
 *
 * <p>Which client: the documents are files beside this one, sent as they are, with their values in variables; every one is
 * held against Shopify's published schema by a test. A generated client was refused: three thousand types for eighteen
 * documents. REST was refused: it is legacy since October 2024.
 *
 * <p>What must not happen twice is read before it is written: Shopify's {@code fulfillmentCreate} knows no idempotency, so a
 * parcel counts as told when the order has a fulfilment with its number and its pieces. Stock is written by compare and set.
 *
 * <p>Facts about Shopify carry their source in {@code errors.yaml} and {@code README.md}.
 */
@NullMarked
package shopify;

import org.jspecify.annotations.NullMarked;
