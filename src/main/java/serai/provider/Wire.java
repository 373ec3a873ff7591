package serai.provider;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;

/**
 * The two steps around every HTTP call of a kamelet: a {@link Call} onto Camel's message, and Camel's message into an
 * {@link Answer}. Keeps what went over the wire in the exchange property {@value #EXCHANGES} for the attempt's record.
 */
public final class Wire {
    /** A list of {@link Sent}, in order. */
    public static final String EXCHANGES = "serai.exchanges";

    private static final int MOST_CALLS = 60;

    /** A call and its answer; without one, the answer was lost or never came. */
    public record Sent(Call call, List<Answer> answer) {}

    private final Clock clock;

    public Wire(Clock clock) {
        this.clock = clock;
    }

    /**
     * Puts the {@link Call} in the body onto the message; nothing else travels in its headers.
     *
     * @throws Refusal when it comes after the variable {@code sendBefore}, where there is one: the process stood still, or
     *     the steps before took too long, and another node may have gone on with the work meanwhile
     */
    public void send(Exchange exchange) {
        Message message = exchange.getMessage();
        Call call = Objects.requireNonNull(message.getBody(Call.class), "the step before must build a call");
        Instant sendBefore = exchange.getVariable("sendBefore", Instant.class);
        if (sendBefore != null && clock.instant().isAfter(sendBefore)) {
            throw new Refusal(Transport.notInTime("getting ready took longer than the time limit of the whole call"));
        }
        sent(exchange).add(new Sent(call, new ArrayList<>()));
        message.removeHeaders("*");
        call.headers().forEach(message::setHeader);
        Object trace = exchange.getVariable("traceparent");
        if (trace != null) {
            // Kept as one text: the header and, after a blank, the state that came with it.
            String[] parts = trace.toString().split(" ", 2);
            message.setHeader("traceparent", parts[0]);
            if (parts.length > 1) {
                message.setHeader("tracestate", parts[1]);
            }
        }
        // As the enum that camel-http wants: from text, it would look for a converter anew at every call.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(call.method()));
        message.setHeader(Exchange.HTTP_PATH, call.path());
        if (!call.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        message.setBody(call.body().isEmpty() ? null : call.bytes());
    }

    /** Whether a talk has another call to make; none has that has failed. */
    public boolean asks(Exchange exchange) {
        return exchange.getException() == null && exchange.getMessage().getBody() instanceof Turn.Ask;
    }

    /**
     * Goes on with a talk.
     *
     * @throws Refusal when it takes more than {@value #MOST_CALLS} calls: a connector that talks in circles
     */
    public Turn next(Turn.Ask turn, Answer answer, Exchange exchange) {
        if (sent(exchange).size() > MOST_CALLS) {
            throw new Refusal(new Outcome.Retryable(
                    Cause.CONNECTOR_FAULT,
                    "",
                    "the talk did not end after " + MOST_CALLS + " calls",
                    Optional.empty(),
                    Outcome.Scope.ORDER,
                    Optional.of(3)));
        }
        return turn.then().apply(answer);
    }

    /** Puts the {@link Answer} into the body and clears the headers. */
    public void receive(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, String> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value != null) {
                headers.put(name, value.toString());
            }
        });
        byte[] body = message.getBody(byte[].class);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        Answer answer = new Answer(status, headers, body == null ? "" : new String(body, StandardCharsets.UTF_8));
        sent(exchange).getLast().answer().add(answer);
        message.removeHeaders("*");
        message.setBody(answer);
    }

    /** What went over the wire in this exchange so far. */
    @SuppressWarnings("unchecked")
    public static List<Sent> sent(Exchange exchange) {
        List<Sent> all = exchange.getProperty(EXCHANGES, List.class);
        if (all == null) {
            all = new ArrayList<>();
            exchange.setProperty(EXCHANGES, all);
        }
        return all;
    }
}
