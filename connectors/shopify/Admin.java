package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.Json;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.Refusal;
import serai.provider.Turn;

/** One store's Admin API: asks with a {@link Document}, and turns every answer that is no success into a {@link Refusal}. */
final class Admin {
    private static final Logger LOG = LoggerFactory.getLogger(Admin.class);
    private static final String USER_AGENT = "Serai/0.1";

    private final AccountContext context;
    private final ApiVersion version;
    private volatile String served;

    Admin(AccountContext context) {
        this.context = context;
        this.version = new ApiVersion(context.setting("api-version"));
        this.served = version.name();
    }

    /** What a mutation answered. */
    record Payload(JsonNode json, List<UserError> errors) {
        Payload {
            errors = List.copyOf(errors);
        }

        boolean succeeded() {
            return errors.isEmpty();
        }
    }

    /** @param then is handed the answer's {@code data} */
    Turn ask(Document document, Map<String, ?> variables, Function<JsonNode, Turn> then) {
        return new Turn.Ask(call(document, variables), answer -> then.apply(data(document, answer)));
    }

    /** @param then is handed the payload, its user errors unread */
    Turn change(Document document, Map<String, ?> variables, Function<Payload, Turn> then) {
        return ask(document, variables, data -> {
            JsonNode payload = data.elements().hasNext() ? data.elements().next() : data;
            if (!payload.isObject()) {
                throw new Refusal(failing("Shopify answered " + document.id() + " with nothing"));
            }
            return then.apply(new Payload(payload, UserError.of(payload)));
        });
    }

    /** What a mutation's user errors mean. */
    Outcome outcome(Document document, List<UserError> errors) {
        String code = errors.getFirst().code();
        String words = UserError.words(errors);
        return context.errors()
                .find(document.id(), 200, code, words)
                .map(row -> row.outcome(code, words, Optional.empty()))
                .orElseGet(() -> new Outcome.Rejected(Cause.STORE_REFUSED, code, words));
    }

    /** What a reader of the timeline should know of the version that answered; usually empty. */
    String note() {
        String answered = served;
        return answered.equals(version.name())
                ? ""
                : "Shopify answered as API version " + answered + ", " + version + " was asked for";
    }

    private Call call(Document document, Map<String, ?> variables) {
        String token = context.setting("admin-token");
        if (token.isBlank()) {
            throw new Refusal(new Outcome.Retryable(
                    Cause.CREDENTIALS_REFUSED,
                    "",
                    "the store has no admin token",
                    Optional.of(Duration.ofMinutes(1)),
                    Scope.CHANNEL,
                    Optional.empty()));
        }
        return new Call(
                "POST",
                version.path(),
                "",
                Map.of(
                        "X-Shopify-Access-Token",
                        token,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json",
                        "User-Agent",
                        USER_AGENT),
                Json.write(Map.of("query", document.text(), "variables", variables)),
                false);
    }

    private JsonNode data(Document document, Answer answer) {
        AdminAnswer got = AdminAnswer.of(answer);
        remember(got.version());
        return got.data().orElseThrow(() -> new Refusal(refusal(document, got)));
    }

    private Outcome refusal(Document document, AdminAnswer got) {
        return context.errors()
                .find(document.id(), got.status(), got.code(), got.words())
                .map(row -> row.outcome(got.code(), got.words(), got.pause()))
                .orElseGet(() -> unexplained(got));
    }

    /** A refused document concerns every order; anything else heals by itself. */
    private static Outcome unexplained(AdminAnswer got) {
        boolean refused = !got.errors().isEmpty() && got.status() < 500;
        return new Outcome.Retryable(
                refused ? Cause.CONFIGURATION_WRONG : Cause.PROVIDER_FAILING,
                got.code(),
                got.words(),
                refused ? Optional.of(Duration.ofMinutes(1)) : got.pause(),
                Scope.CHANNEL,
                Optional.empty());
    }

    private static Outcome failing(String words) {
        return new Outcome.Retryable(
                Cause.PROVIDER_FAILING, "", words, Optional.empty(), Scope.CHANNEL, Optional.empty());
    }

    /** An expired version is answered as a later one, silently but for this header. */
    private void remember(String answered) {
        if (!answered.isBlank() && !answered.equals(served)) {
            served = answered;
            LOG.warn("{}: Shopify answers as API version {}, asked for {}", context.channel(), answered, version);
        }
    }
}
