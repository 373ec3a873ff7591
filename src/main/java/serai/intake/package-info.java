/**
 * The front door: verify, append to the journal, answer; and the recorder that carries the journal into the ledger.
 *
 * <p>How does a node know that its journal and the ledger belong together? By hashes: each entry carries that of the one
 * before, the ledger keeps number and hash, and where they part, recording begins again behind the last place that both
 * have. Refused: to believe a number (a journal that came back older gives it again), to stop and wait for a person (the
 * front door must stay open, and recording again is safe), an fsync of the tip beside the journal (it costs as much as the
 * entry's own; without it the tip survives the death of the process, and after a power cut it is only older, which is no
 * false alarm), and to compare every entry (equal hashes at one place mean equal entries before it).
 */
@NullMarked
package serai.intake;

import org.jspecify.annotations.NullMarked;
