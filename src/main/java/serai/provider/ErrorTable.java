package serai.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A supplier's error codes and what each means for us: data, in the connector's {@code errors.yaml}, each row with the
 * page it comes from. The first row that matches wins, so the special stands before the general.
 */
public final class ErrorTable {
    /** What a row makes of an answer. */
    public enum Verdict {
        REJECTED,
        RETRYABLE,
        UNKNOWN,
        /** The access token is at fault: renew it once, then try again. */
        TOKEN_EXPIRED
    }

    /**
     * One row.
     *
     * @param code the supplier's code without regard to case; a trailing {@code *} matches any ending; {@code *} any code
     * @param operation only for this operation, for example {@code place-order}; empty for all
     * @param text only if the supplier's words match this pattern somewhere, without regard to case; empty for any
     * @param status only for this HTTP status; empty for any
     * @param scope {@code order} unless given
     * @param delay ISO 8601, for example {@code PT2S}
     * @param giveUpAfter how many such answers make a dead letter
     * @param source where the outside fact comes from
     */
    public record Row(
            String code,
            Optional<String> operation,
            Optional<String> text,
            Optional<Integer> status,
            Verdict verdict,
            Cause cause,
            Optional<Outcome.Scope> scope,
            Optional<String> delay,
            @JsonProperty("give-up-after") Optional<Integer> giveUpAfter,
            String source) {
        private boolean matches(String operationName, int httpStatus, String errorCode, String words) {
            return matchesCode(errorCode)
                    && operation.map(operationName::equals).orElse(true)
                    && status.map(wanted -> wanted == httpStatus).orElse(true)
                    && text.map(wanted -> Pattern.compile(wanted, Pattern.CASE_INSENSITIVE)
                                    .matcher(words)
                                    .find())
                            .orElse(true);
        }

        private boolean matchesCode(String errorCode) {
            String wanted = code.toLowerCase(Locale.ROOT);
            String given = errorCode.toLowerCase(Locale.ROOT);
            return wanted.endsWith("*")
                    ? given.startsWith(wanted.substring(0, wanted.length() - 1))
                    : given.equals(wanted);
        }

        /**
         * The outcome of an answer that this row matched.
         *
         * @param asked how long the answer itself asked to wait; goes before the row's delay
         */
        public Outcome outcome(String errorCode, String words, Optional<Duration> asked) {
            return switch (verdict) {
                case REJECTED -> new Outcome.Rejected(cause, errorCode, words);
                case UNKNOWN -> new Outcome.Unknown(errorCode, words, giveUpAfter);
                case RETRYABLE, TOKEN_EXPIRED ->
                    new Outcome.Retryable(
                            cause,
                            errorCode,
                            words,
                            asked.or(() -> delay.map(Duration::parse)),
                            scope.orElse(Outcome.Scope.ORDER),
                            giveUpAfter);
            };
        }
    }

    private record Document(List<Row> errors) {}

    private final List<Row> rows;

    private ErrorTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** @throws UncheckedIOException if the file cannot be read; its message names the file and the place */
    public static ErrorTable load(Path file) {
        YAMLMapper mapper = YAMLMapper.builder()
                .addModule(new Jdk8Module())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        try {
            return new ErrorTable(
                    mapper.readValue(Files.readString(file), Document.class).errors());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    /** All rows, in order. */
    public List<Row> rows() {
        return rows;
    }

    /** The first row that matches; empty when the table does not know such an answer. */
    public Optional<Row> find(String operation, int status, String code, String text) {
        return rows.stream()
                .filter(row -> row.matches(operation, status, code, text))
                .findFirst();
    }
}
