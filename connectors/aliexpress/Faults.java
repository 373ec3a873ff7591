package aliexpress;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.ErrorTable;
import serai.provider.Outcome;

/** Turns what is no success into an outcome: the error table first, then the rules for what it does not know. */
final class Faults {
    static final String PLACE = "place-order";
    static final String FIND = "find-order";
    static final String PRODUCT = "read-product";
    static final String REFRESH = "refresh-token";
    static final String PLACES = "read-places";
    static final String TRACKING = "read-tracking";

    private static final Pattern BAN =
            Pattern.compile("ban will last (?:for )?(\\d{1,9})(?: more)? seconds?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private final ErrorTable table;

    Faults(ErrorTable table) {
        this.table = table;
    }

    /** Whether the table says that the access token is at fault. */
    boolean isToken(String operation, Answer answer, Envelope.Fault fault) {
        return table.find(operation, answer.status(), fault.code(), fault.text())
                .map(row -> row.verdict() == ErrorTable.Verdict.TOKEN_EXPIRED)
                .orElse(false);
    }

    /** What a gateway error means; one that the table does not know leaves a purchase unknown and a read to be tried again. */
    Outcome gateway(String operation, Answer answer, Envelope.Fault fault) {
        if (operation.equals(PLACE) && answer.status() >= 500) {
            return unknown("http-" + answer.status(), fault.code() + " " + fault.text());
        }
        return known(operation, answer, fault.code(), fault.text())
                .orElseGet(() -> failing(operation, fault.code(), fault.text()));
    }

    /** What a body means that nobody can read. */
    Outcome unreadable(String operation, Answer answer, String text) {
        return failing(operation, "http-" + answer.status(), text);
    }

    /** The table's word on a code, if it has one; a pause that the answer itself names goes before the table's. */
    Optional<Outcome> known(String operation, Answer answer, String code, String text) {
        return table.find(operation, answer.status(), code, text)
                .map(row -> row.outcome(code, text, asked(answer, text)));
    }

    /** Whether the app may not use this method at all: trying again helps nobody. */
    static boolean isClosedToUs(Envelope.Fault fault, Outcome outcome) {
        boolean permission =
                outcome instanceof Outcome.Retryable retryable && retryable.cause() == Cause.PERMISSION_MISSING;
        return permission || fault.code().equalsIgnoreCase("InvalidApiPath");
    }

    private static Outcome failing(String operation, String code, String text) {
        if (operation.equals(PLACE)) {
            return unknown(code, text);
        }
        return new Outcome.Retryable(
                Cause.PROVIDER_FAILING, code, text, Optional.empty(), Outcome.Scope.CHANNEL, Optional.empty());
    }

    static Outcome unknown(String code, String text) {
        return new Outcome.Unknown(code, text, Optional.empty());
    }

    private static Optional<Duration> asked(Answer answer, String text) {
        Matcher ban = BAN.matcher(text);
        if (ban.find()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(ban.group(1)) + 1));
        }
        return answer.header("Retry-After")
                .map(String::strip)
                .filter(seconds -> SECONDS.matcher(seconds).matches())
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
