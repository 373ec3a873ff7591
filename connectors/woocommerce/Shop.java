package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import serai.provider.AccountContext;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.ErrorTable;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.Refusal;
import serai.provider.Turn;

/** One store as the talks see it: calls to make, and answers that are either a success or a refusal. */
final class Shop {
    private final Rest rest;
    private final ErrorTable errors;
    private final Clock clock;

    /** @throws IllegalArgumentException naming the setting at fault */
    Shop(AccountContext context) {
        rest = new Rest(context);
        errors = context.errors();
        clock = context.clock();
    }

    Rest rest() {
        return rest;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Asks and goes on with a success only.
     *
     * @param operation as {@code errors.yaml} names it
     */
    Turn ask(String operation, Call call, Function<ShopAnswer, Turn> then) {
        return any(call, answer -> then.apply(succeeded(operation, answer)));
    }

    /** Asks and goes on whatever the answer. */
    Turn any(Call call, Function<ShopAnswer, Turn> then) {
        return new Turn.Ask(call, answer -> then.apply(ShopAnswer.of(answer, clock.instant())));
    }

    /** @throws Refusal unless it is a success */
    ShopAnswer succeeded(String operation, ShopAnswer answer) {
        if (!answer.succeeded()) {
            throw new Refusal(outcome(operation, answer));
        }
        return answer;
    }

    /** What an answer that is no success means. */
    Outcome outcome(String operation, ShopAnswer answer) {
        return errors.find(operation, answer.status(), answer.code(), answer.words())
                .map(row -> row.outcome(answer.code(), answer.words(), answer.retryAfter()))
                .orElseGet(() -> new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        answer.code(),
                        answer.words(),
                        answer.retryAfter(),
                        Scope.CHANNEL,
                        Optional.empty()));
    }

    /**
     * Why the store refuses this one thing for good.
     *
     * @throws Refusal when it is not that: it may be tried again, or there is no such order
     */
    Outcome.Rejected rejected(String operation, ShopAnswer answer) {
        Outcome outcome = outcome(operation, answer);
        if (outcome instanceof Outcome.Rejected refused && refused.cause() != Cause.ORDER_NOT_IN_STORE) {
            return refused;
        }
        throw new Refusal(outcome);
    }

    /** The list in the answer. @throws Refusal if the store answered something else */
    static JsonNode list(ShopAnswer answer) {
        return answer.json()
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new Refusal(new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        "",
                        "the store answered an object where a list belongs",
                        answer.retryAfter(),
                        Scope.CHANNEL,
                        Optional.empty())));
    }

    /** The body, whatever it is. */
    static JsonNode body(ShopAnswer answer) {
        return answer.json().orElseThrow();
    }
}
