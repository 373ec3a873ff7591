package serai.dispatch;

import java.time.Instant;
import serai.base.ChannelName;

/**
 * A piece of work at a provider that no dispatch stands for: it reads, or writes a state that the next one overwrites.
 * What it was about stays due in the ledger until it has ended, so a crash only delays it.
 *
 * @param source who wants it
 * @param probe whether it finds out if a held channel works again
 * @param sendBefore after that no call of it is made any more: another node may have taken over
 */
public record Errand(String source, ChannelName channel, ErrandSource.Task task, boolean probe, Instant sendBefore) {}
