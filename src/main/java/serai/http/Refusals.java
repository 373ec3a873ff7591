package serai.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the HTTP servers turn away for want of room, or because it comes too slowly: counted, and told for a while. */
public final class Refusals {
    /** So long after the last one a spell of refusals is over. */
    static final Duration SPELL = Duration.ofMinutes(1);

    /** Why something was turned away. */
    public enum Why {
        /** There are as many connections as there may be, and all of them are at work. */
        CONNECTIONS("connections refused, all are in use"),
        /** The same for one address. */
        CONNECTIONS_OF_ADDRESS("connections refused, their address has its share"),
        /** A connection that had sent nothing whole made room for a new one. */
        CONNECTION_EVICTED("silent connections closed to make room"),
        /** The head of a request did not come in time. */
        HEAD_SLOW("connections closed, no request came in time"),
        /** There was no memory left for a body. */
        BODY_MEMORY("bodies refused, the memory for bodies is in use"),
        /** A body that stood still made room for another one. */
        BODY_EVICTED("bodies cut off that stood still, to make room"),
        /** A body came too slowly. */
        BODY_SLOW("bodies cut off, they came too slowly"),
        /** A length or a transfer encoding that two readers may understand differently. */
        FRAMING("requests refused, their framing is not clear");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }

        /** The word under which it is counted. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it is for want of room: then whoever asks properly may be turned away, too. */
        boolean wantOfRoom() {
            return switch (this) {
                case CONNECTIONS, CONNECTIONS_OF_ADDRESS, CONNECTION_EVICTED, BODY_MEMORY, BODY_EVICTED -> true;
                case HEAD_SLOW, BODY_SLOW, FRAMING -> false;
            };
        }
    }

    private record Spell(Instant since, Instant last, long count) {}

    private final Clock clock;
    private final Map<Why, Long> totals = new EnumMap<>(Why.class);
    private final Map<Why, Spell> spells = new EnumMap<>(Why.class);

    /** None so far. */
    public Refusals(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Why why) {
        Instant now = clock.instant();
        totals.merge(why, 1L, Long::sum);
        spells.merge(
                why,
                new Spell(now, now, 1),
                (before, one) -> over(before, now) ? one : new Spell(before.since(), now, before.count() + 1));
    }

    private static boolean over(Spell spell, Instant now) {
        return Duration.between(spell.last(), now).compareTo(SPELL) > 0;
    }

    /** How many there were since the start. */
    public synchronized long total(Why why) {
        return totals.getOrDefault(why, 0L);
    }

    /** What was turned away for want of room within the last minute, as a sentence; empty when nothing was. */
    public synchronized Optional<String> now() {
        Instant now = clock.instant();
        String told = spells.entrySet().stream()
                .filter(each -> each.getKey().wantOfRoom() && !over(each.getValue(), now))
                .map(each -> each.getValue().count() + " " + each.getKey().sentence + " (since "
                        + each.getValue().since() + ")")
                .collect(Collectors.joining("; "));
        return Optional.of(told).filter(text -> !text.isEmpty());
    }
}
