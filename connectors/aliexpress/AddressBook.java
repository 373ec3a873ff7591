package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Outcome;
import serai.provider.Refusal;

/**
 * AliExpress' lists of provinces and cities, one a country, as {@code aliexpress.ds.address.get} tells them. Kept in memory
 * for a day, then read again while the old list still serves; lost with the process. AliExpress allows 4 of these calls a
 * second, so one is made at a time.
 *
 * <p>A list that cannot be had stops nothing: no order waits longer than two seconds for one, none dies of it, and the
 * channel's breaker never hears of it. {@code provinces.csv} serves meanwhile.
 */
final class AddressBook {
    static final String METHOD = "aliexpress.ds.address.get";

    private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration CLOSED = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AccountContext context;
    private final Gateway gateway;
    private final Tokens tokens;
    private final Faults faults;
    private final Executor reader;
    private final boolean asks;
    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /** @param reader makes the calls, one at a time */
    AddressBook(AccountContext context, Gateway gateway, Tokens tokens, Faults faults, Executor reader) {
        this.context = context;
        this.gateway = gateway;
        this.tokens = tokens;
        this.faults = faults;
        this.reader = reader;
        this.asks = Boolean.parseBoolean(context.setting("address-lists"));
    }

    /** What was last read, or that nothing could be, and until when that is believed. */
    private record Entry(Optional<Listed> listed, Instant until) {}

    /** @param patienceEnds by {@link System#nanoTime} */
    private record Running(CompletableFuture<Void> read, long patienceEnds) {}

    /** What is in memory; no call is made. */
    Optional<Listed> known(String country) {
        return Optional.ofNullable(known.get(country)).flatMap(Entry::listed);
    }

    /**
     * The list of a country, read if it is not in memory.
     *
     * @param country AliExpress' own code
     * @return empty if it cannot be had within two seconds, or could not shortly before
     */
    Optional<Listed> of(String country) {
        if (!asks) {
            return Optional.empty();
        }
        Entry entry = known.get(country);
        if (entry == null) {
            await(begin(country));
        } else if (!context.clock().instant().isBefore(entry.until())) {
            begin(country);
        }
        return known(country);
    }

    private Running begin(String country) {
        Running mine = new Running(new CompletableFuture<>(), System.nanoTime() + PATIENCE.toNanos());
        Running theirs = running.putIfAbsent(country, mine);
        if (theirs != null) {
            return theirs;
        }
        reader.execute(() -> {
            try {
                known.put(country, read(country));
            } catch (RuntimeException e) {
                LOG.warn("{}: the list of provinces of {} could not be read", context.channel(), country, e);
                known.put(country, failed(country, AGAIN));
            } finally {
                running.remove(country);
                mine.read().complete(null);
            }
        });
        return mine;
    }

    private static void await(Running reading) {
        try {
            reading.read().get(Math.max(0, reading.patienceEnds() - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("goes on without the list", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Entry read(String country) {
        Answer answer;
        try {
            // Its own thread, so that what is lost here is lost to nobody's order.
            answer = context.caller()
                    .call(
                            "aliexpress-read-places",
                            gateway.business(
                                    METHOD,
                                    tokens.access(),
                                    Map.of("countryCode", country, "language", "en_US", "isMultiLanguage", "false"),
                                    false));
        } catch (Refusal refusal) {
            LOG.info(
                    "{}: no list of provinces of {}: {}",
                    context.channel(),
                    country,
                    refusal.outcome().getClass().getSimpleName());
            return failed(country, AGAIN);
        }
        return switch (Envelope.of(answer)) {
            case Envelope.Unreadable body -> {
                LOG.info("{}: no list of provinces of {}: {}", context.channel(), country, body.text());
                yield failed(country, AGAIN);
            }
            case Envelope.Fault fault -> {
                LOG.info("{}: no list of provinces of {}: {}", context.channel(), country, fault.code());
                Outcome outcome = faults.gateway(Faults.PLACES, answer, fault);
                yield failed(country, Faults.isClosedToUs(fault, outcome) ? CLOSED : AGAIN);
            }
            case Envelope.Content content -> listed(country, content.node());
        };
    }

    private Entry listed(String country, JsonNode content) {
        Optional<Listed> listed = Listed.of(content);
        if (listed.isEmpty()) {
            LOG.info("{}: AliExpress names no province of {}", context.channel(), country);
            return failed(country, CLOSED);
        }
        return new Entry(listed, context.clock().instant().plus(FRESH));
    }

    /** An older list is better than none. */
    private Entry failed(String country, Duration again) {
        return new Entry(known(country), context.clock().instant().plus(again));
    }
}
