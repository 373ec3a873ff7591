package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import serai.provider.Answer;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Turn;

/** One call of a talk that only reads, with what is the same for all of them: the token, and what no answer means. */
final class Reads {
    private final Gateway gateway;
    private final Tokens tokens;
    private final Faults faults;

    Reads(Gateway gateway, Tokens tokens, Faults faults) {
        this.gateway = gateway;
        this.tokens = tokens;
        this.faults = faults;
    }

    /**
     * What to ask.
     *
     * @param operation its name in {@code errors.yaml}
     * @param method with a dotted name
     */
    record Question(String operation, String method, Map<String, String> fields) {}

    /**
     * Asks, and goes on with the answer's content. A token that had ended is renewed and the question asked once more.
     *
     * @param then goes on with the content of a 2xx
     * @param instead goes on where a fault of the gateway has a meaning of its own; empty makes a {@link Refusal} of it
     */
    Turn ask(
            Question question,
            BiFunction<Answer, JsonNode, Turn> then,
            Function<Envelope.Fault, Optional<Turn>> instead) {
        return ask(question, then, instead, true);
    }

    private Turn ask(
            Question question,
            BiFunction<Answer, JsonNode, Turn> then,
            Function<Envelope.Fault, Optional<Turn>> instead,
            boolean mayRenew) {
        String token = tokens.access();
        return new Turn.Ask(
                gateway.business(question.method(), token, question.fields(), false), answer -> switch (Envelope.of(
                        answer)) {
                    case Envelope.Unreadable body ->
                        throw new Refusal(faults.unreadable(question.operation(), answer, body.text()));
                    case Envelope.Fault fault -> {
                        if (faults.isToken(question.operation(), answer, fault)) {
                            Outcome renewed = tokens.refused(token);
                            if (mayRenew && !tokens.access().equals(token)) {
                                yield ask(question, then, instead, false);
                            }
                            throw new Refusal(renewed);
                        }
                        yield instead.apply(fault)
                                .orElseThrow(() -> new Refusal(faults.gateway(question.operation(), answer, fault)));
                    }
                    case Envelope.Content content -> {
                        if (!Found.isReadable(answer)) {
                            throw new Refusal(
                                    faults.unreadable(question.operation(), answer, "HTTP status " + answer.status()));
                        }
                        tokens.accepted(token);
                        yield then.apply(answer, content.node());
                    }
                });
    }
}
