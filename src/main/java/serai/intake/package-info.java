/** The front door: verify, append to the journal, answer; and the recorder that carries the journal into the ledger. */
@NullMarked
package serai.intake;

import org.jspecify.annotations.NullMarked;
