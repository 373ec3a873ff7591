package generic;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Json;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.AnswerRequests;
import serai.provider.Call;
import serai.provider.CancelOrder;
import serai.provider.Cause;
import serai.provider.ErrorTable;
import serai.provider.KeepHooks;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.PushOffers;
import serai.provider.PushTracking;
import serai.provider.ReadOrder;
import serai.provider.ReadOrders;
import serai.provider.ReadProgress;
import serai.provider.ReadStock;
import serai.provider.Refusal;
import serai.provider.Turn;
import serai.provider.Work;
import serai.provider.Worker;

/** A merchant's own endpoint: one signed webhook for each piece of work; any 2xx means that it was taken. */
public final class GenericStore implements Worker {
    static final String SEND = "send-webhook";

    private static final long LONGEST_WAIT_SECONDS = 3_600;

    private final String store;
    private final String path;
    private final String query;
    private final Signer signer;
    private final ErrorTable errors;
    private final Clock clock;

    /** @throws IllegalArgumentException naming the setting at fault */
    public GenericStore(AccountContext context) {
        URI address = address(context.setting("webhook-url").strip());
        store = context.setting("store");
        path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        query = Optional.ofNullable(address.getRawQuery()).orElse("");
        signer = new Signer(context.setting("signing-secret"));
        errors = context.errors();
        clock = context.clock();
    }

    private static URI address(String webhookUrl) {
        try {
            URI address = new URI(webhookUrl);
            if (address.getHost() != null && webhookUrl.matches("(?i)https?://.*")) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, in words that name the setting and do not quote it: an address may hold a key.
        }
        throw new IllegalArgumentException("webhook-url must be an address such as https://shop.example/hooks");
    }

    @Override
    public Turn begin(Work work) {
        return switch (work) {
            case PushTracking parcel -> send(Message.of(store, parcel, clock.instant()));
            case Notify message -> send(Message.of(store, message));
            case PushOffers values -> offers(values);
            case ReadOrders other -> throw unable(other);
            case ReadOrder other -> throw unable(other);
            case KeepHooks other -> throw unable(other);
            case CancelOrder other -> throw unable(other);
            case ReadStock other -> throw unable(other);
            case ReadProgress other -> throw unable(other);
            case AnswerRequests other -> throw unable(other);
        };
    }

    private Turn send(Message message) {
        return sent(message, new Outcome.Done(List.of(message.id()), ""));
    }

    private Turn offers(PushOffers values) {
        List<PushOffers.Result> done = values.offers().stream()
                .map(offer -> new PushOffers.Result(offer.sku(), PushOffers.Verdict.DONE, Optional.empty(), ""))
                .toList();
        return sent(Message.of(store, values, clock.instant()), new PushOffers.Pushed(done));
    }

    private Turn sent(Message message, Object result) {
        String body = Json.write(message);
        Map<String, String> headers = new HashMap<>(signer.headers(message.id(), clock.instant(), body));
        headers.put("Content-Type", "application/json");
        return new Turn.Ask(new Call("POST", path, query, headers, body, false), answer -> {
            if (answer.status() < 200 || answer.status() > 299) {
                throw new Refusal(outcome(answer));
            }
            return new Turn.End(result);
        });
    }

    /** What a refusal means; its body is the merchant's own and says nothing to us. */
    private Outcome outcome(Answer answer) {
        String words = "the merchant's endpoint answered HTTP " + answer.status();
        Optional<Duration> wait = answer.header("Retry-After").flatMap(value -> wait(value.strip()));
        return errors.find(SEND, answer.status(), Integer.toString(answer.status()), words)
                .map(row -> row.outcome(Integer.toString(answer.status()), words, wait))
                .orElseGet(() -> new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        Integer.toString(answer.status()),
                        words,
                        wait,
                        Scope.CHANNEL,
                        Optional.empty()));
    }

    /** Seconds or a time, at most an hour. */
    private Optional<Duration> wait(String header) {
        try {
            long seconds = header.matches("[0-9]{1,9}")
                    ? Long.parseLong(header)
                    : Duration.between(clock.instant(), time(header)).toSeconds();
            return Optional.of(Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_WAIT_SECONDS)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant time(String header) {
        return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static UnsupportedOperationException unable(Work work) {
        return new UnsupportedOperationException(
                "a generic store has no " + work.getClass().getSimpleName());
    }
}
