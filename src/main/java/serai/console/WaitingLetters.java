package serai.console;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import serai.base.Scope;
import serai.deadletter.DeadLetters;

/**
 * All letters that wait, grouped: exact for the page that lists them all, and at most five seconds old beside a search, where
 * they only say how much there is elsewhere. To count them all is the dearest thing that a search would do otherwise.
 */
final class WaitingLetters {
    private static final Duration AGE = Duration.ofSeconds(5);
    private static final int MOST_SCOPES = 200;

    private record Counted(Instant seen, List<DeadLetters.Group> groups) {
        private boolean at(Instant other) {
            return Duration.between(seen, other).abs().compareTo(AGE) <= 0;
        }
    }

    private final DeadLetters letters;
    private final Map<Scope, Counted> latest = new LinkedHashMap<>();

    WaitingLetters(DeadLetters letters) {
        this.letters = letters;
    }

    List<DeadLetters.Group> groups(Selection selection) {
        Scope scope = selection.everything().scope();
        if (!selection.query().isBlank()) {
            Counted known = known(scope);
            if (known != null && known.at(selection.seen())) {
                return known.groups();
            }
        }
        List<DeadLetters.Group> groups = letters.groups(selection.everything(), DeadLetters.By.CAUSE);
        keep(scope, new Counted(selection.seen(), groups));
        return groups;
    }

    private synchronized @Nullable Counted known(Scope scope) {
        return latest.get(scope);
    }

    private synchronized void keep(Scope scope, Counted counted) {
        latest.remove(scope);
        latest.put(scope, counted);
        if (latest.size() > MOST_SCOPES) {
            latest.remove(latest.keySet().iterator().next());
        }
    }
}
