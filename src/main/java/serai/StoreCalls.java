package serai;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;
import serai.base.ChannelName;
import serai.intake.StoreWord;
import serai.provider.ReadOrder;
import serai.provider.Refusal;
import serai.provider.Transport;

/** Asks a store through the route of its channel, as an errand would, and waits for the answer. */
final class StoreCalls implements StoreWord.Caller {
    private final Supplier<@Nullable Main> camel;
    private volatile @Nullable ProducerTemplate template;

    /** @param camel runs the routes; there once a channel is asked, since none is open before its route is made */
    StoreCalls(Supplier<@Nullable Main> camel) {
        this.camel = camel;
    }

    @Override
    public ReadOrder.Told ask(ChannelName channel, ReadOrder work, Instant sendBefore) {
        Exchange done = template().request("direct:work-" + channel + "?block=false", exchange -> {
            exchange.setVariable("sendBefore", sendBefore);
            exchange.getMessage().setBody(work);
        });
        Exception failure = done.getException();
        if (failure != null) {
            throw new Refusal(Transport.outcome(failure, false));
        }
        return Objects.requireNonNull(done.getMessage().getBody(ReadOrder.Told.class), "a talk ends with its result");
    }

    private synchronized ProducerTemplate template() {
        ProducerTemplate known = template;
        if (known == null) {
            known = Objects.requireNonNull(camel.get(), "camel")
                    .getCamelContext()
                    .createProducerTemplate();
            template = known;
        }
        return known;
    }
}
