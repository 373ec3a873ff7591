package serai.dispatch;

import java.time.Instant;

/**
 * One attempt under way: written to the ledger before the supplier hears of it.
 *
 * @param dispatch as it stands with this attempt begun
 * @param number 1 for the first
 * @param step what it does at the supplier
 * @param sendBefore after that nothing that may buy is sent any more: by then another node may have taken the dispatch
 *     for abandoned
 * @param probe whether it finds out if a held channel works again
 * @param task what the kamelet is handed: a {@link serai.provider.Task} where it places an order, else the {@link
 *     serai.provider.Work}
 */
public record Attempt(
        Dispatch dispatch, int number, Step step, Instant startedAt, Instant sendBefore, boolean probe, Object task) {}
