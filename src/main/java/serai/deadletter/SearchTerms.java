package serai.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.provider.Cause;

/** What each term of a search means, as a condition on {@code letter l}. */
final class SearchTerms {
    private static final List<String> KINDS = List.of(
            Dispatch.PLACE_ORDER,
            Dispatch.CANCEL_ORDER,
            Dispatch.PUSH_TRACKING,
            Dispatch.NOTIFY,
            Dispatch.READ_ORDER,
            Dispatch.SETTLE_DIFFERENCE);
    private static final Pattern AGO = Pattern.compile("([0-9]{1,5})([mhdw])");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** What came of one term. */
    sealed interface Meaning {
        /** It means this. */
        record Known(Search.Node.Term term) implements Meaning {}

        /** Nobody knows what it means; says what to write instead. */
        record Unknown(String says) implements Meaning {}
    }

    private final String me;
    private final Instant now;

    SearchTerms(String me, Instant now) {
        this.me = me;
        this.now = now;
    }

    Meaning meaning(SearchToken token) {
        String value = token.text();
        if (value.isBlank()) {
            return new Meaning.Unknown(
                    token.key().isEmpty()
                            ? "the phrase is empty; write something between the quotation marks"
                            : "what " + token.key() + ": should be is missing; write it right behind the colon");
        }
        return switch (token.key()) {
            case "" -> known(Search.TEXT, Conditions.anywhere(value), value, value);
            case "order" ->
                known(
                        "l.order_id = ? OR l.store_order_id = ? OR l.order_number IN (?, ?)",
                        value,
                        value,
                        value,
                        "#" + value);
            case "store" -> known("l.store = ?", value);
            case "channel" -> known("l.channel = ?", value);
            case "code" -> known("l.code = ?", value);
            case "sku" -> sku(value);
            case "cause" -> cause(value.toLowerCase(Locale.ROOT));
            case "owner" -> owner(value.toLowerCase(Locale.ROOT));
            case "assignee" -> known("l.assignee = ?", assignee(value));
            case "is" -> is(value.toLowerCase(Locale.ROOT));
            case "kind" ->
                KINDS.contains(value.toLowerCase(Locale.ROOT))
                        ? known("l.kind = ?", value.toLowerCase(Locale.ROOT))
                        : oneOf("kind", KINDS);
            case "before" -> time("before", value, "l.changed_at < ?");
            case "after" -> time("after", value, "l.changed_at >= ?");
            default ->
                new Meaning.Unknown("there is no " + token.key() + ": to look for; there are order:, store:, sku:,"
                        + " cause:, code:, channel:, owner:, assignee:, is:, kind:, before: and after:. Write it in"
                        + " quotes to look for it as text");
        };
    }

    private static Meaning known(String sql, Object... values) {
        return new Meaning.Known(Search.Node.Term.of(sql, values));
    }

    private static Meaning oneOf(String key, List<String> words) {
        return new Meaning.Unknown(key + ": must be one of " + String.join(", ", words));
    }

    /** Exact in case on both databases, which LIKE is not; the list is JSON, so quotes end a SKU and nothing else. */
    private static Meaning sku(String sku) {
        return known("replace(l.skus, ?, '') <> l.skus", Json.write(sku));
    }

    private static Meaning cause(String id) {
        if (id.equals("none")) {
            return known("l.cause = ''");
        }
        Optional<Cause> cause = Cause.find(id);
        return cause.isPresent()
                ? known("l.cause = ?", cause.get())
                : new Meaning.Unknown("there is no such cause; "
                        + Arrays.stream(Cause.values())
                                .filter(each -> each.owner() != Cause.Owner.NOBODY)
                                .map(Cause::id)
                                .collect(Collectors.joining(", ", "there are ", " and none")));
    }

    private static Meaning owner(String owner) {
        return switch (owner) {
            case "merchant" -> causes(List.of(Cause.Owner.MERCHANT), "");
            case "support" -> causes(List.of(Cause.Owner.SUPPORT), "");
            case "integrator" -> causes(List.of(Cause.Owner.INTEGRATOR), "");
            // What has no cause, or one that should have passed by itself, is certainly not the merchant's.
            case "ours" -> causes(List.of(Cause.Owner.MERCHANT), "NOT ");
            default -> oneOf("owner", List.of("merchant", "support", "integrator", "ours"));
        };
    }

    private static Meaning causes(List<Cause.Owner> owners, String not) {
        List<Object> causes = new ArrayList<>(Arrays.stream(Cause.values())
                .filter(cause -> owners.contains(cause.owner()))
                .toList());
        String marks = String.join(", ", Collections.nCopies(causes.size(), "?"));
        return known("l.cause " + not + "IN (" + marks + ")", causes.toArray());
    }

    private String assignee(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "me" -> me;
            case "nobody" -> "";
            default -> name;
        };
    }

    private Meaning is(String what) {
        return switch (what) {
            case "snoozed" -> known("l.snoozed_until > ?", now);
            case "edited" -> known("l.edited = 1");
            case "archived" -> known("l.state = ?", DispatchState.ARCHIVED);
            default -> oneOf("is", List.of("snoozed", "edited", "archived"));
        };
    }

    private Meaning time(String key, String text, String sql) {
        Optional<Instant> time =
                time(text).filter(at -> !at.isBefore(Instant.EPOCH)).filter(at -> !at.isAfter(LAST));
        return time.isPresent()
                ? known(sql, time.get())
                : new Meaning.Unknown(key + ": must be a time such as 2026-11-20T10:15:00Z, a day such as 2026-11-20"
                        + " (in UTC), or how long ago: 30m, 2h, 3d, 1w");
    }

    private Optional<Instant> time(String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return Optional.of(now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1)))));
        }
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
                                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }
}
