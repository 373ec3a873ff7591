/**
 * Amazon Multi-Channel Fulfillment through the Selling Partner API, Fulfillment Outbound 2020-07-01.
 *
 * <p>Which version: 2020-07-01 is proven, has a sandbox and no end date; 2026-07-04 exists since July 2026 and would be a
 * second connector beside this one. Which classes: own small records spelled as Amazon's model spells them, guarded by
 * contract tests against that model. Amazon's Java SDK was refused: its enums turn unknown values silently into null
 * and Jackson writes them wrongly.
 *
 * <p>Facts about Amazon carry their source in {@code errors.yaml} and {@code README.md}.
 */
@NullMarked
package amazon;

import org.jspecify.annotations.NullMarked;
