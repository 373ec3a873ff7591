/** Words that everybody uses: ids, money, addresses, JSON. Imports nothing of ours. */
@NullMarked
package serai.base;

import org.jspecify.annotations.NullMarked;
