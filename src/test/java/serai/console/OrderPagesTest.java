package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.dispatch.StoreMessages;
import serai.fixture.SmallGateway;
import serai.order.StoreOrder;
import serai.provider.Cause;

class OrderPagesTest {
    private SmallGateway gateway;
    private ConsoleServer console;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder);
        console = new ConsoleServer(gateway);
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
        gateway.close();
    }

    @Test
    void eachLineHasItsFateOnThePageAndWhatTheStoreWroteIsHarmless() throws Exception {
        StoreOrder usual = gateway.order("ALI");
        gateway.recorded(new StoreOrder(
                "77",
                "#77",
                usual.placedAt(),
                usual.updatedAt(),
                Optional.empty(),
                "",
                "",
                usual.shipTo(),
                List.of(new StoreOrder.Line(
                        "1", new Sku("ALI"), "<i>Tee</i>", 2, 0, Optional.empty(), Optional.empty())),
                "",
                "",
                StoreOrder.Standing.PLACE,
                "",
                Map.of(),
                List.of(new StoreOrder.Other(
                        "2",
                        "CLOTH",
                        "<script>alert(1)</script>",
                        "2.5",
                        StoreOrder.Fate.TO_DECIDE,
                        "it cannot be ordered in 2.5 pieces")),
                Optional.empty(),
                List.of(new StoreOrder.AsWritten("currency", "<b>IRT</b>"))));

        String page = console.visitor(ConsoleServer.VIC)
                .get("/console/orders/" + OrderId.of(SmallGateway.TEA, "77"))
                .text();

        assertThat(page)
                .contains("waits for a decision", "it cannot be ordered in 2.5 pieces", "had been sent already")
                .contains("&lt;script&gt;", "&lt;i&gt;Tee", "currency: &lt;b&gt;IRT")
                .doesNotContain("<script>alert");
    }

    @Test
    void whatIsOrderedIsToldByLineAndWhatTheStoreSaysSinceStandsAtTheTop() throws Exception {
        StoreOrder order = gateway.order("ALI");
        DispatchId part = gateway.recorded(order);
        String path = "/console/orders/" + gateway.find(part).order().orElseThrow();
        var vic = console.visitor(ConsoleServer.VIC);
        String waiting = vic.get(path).text();
        gateway.queue(part);
        gateway.done(part);
        String bought = vic.get(path).text();
        gateway.recorded(new StoreOrder(
                order.storeOrderId(),
                order.orderNumber(),
                order.placedAt(),
                gateway.now(),
                order.total(),
                order.email(),
                order.phone(),
                order.shipTo(),
                List.of(new StoreOrder.Line("1", new Sku("ALI"), "Tee", 7, 7, Optional.empty(), Optional.empty())),
                "standard",
                "",
                StoreOrder.Standing.PLACE,
                "",
                Map.of()));

        String page = vic.get(path).text();

        assertThat(waiting).contains("is being ordered").doesNotContain("since it was bought");
        assertThat(bought).contains(">ordered<").doesNotContain("since it was bought");
        assertThat(page)
                .contains("The store has changed the order since it was bought.", "changed from")
                .contains("ordered at the supplier")
                .doesNotContain(">ordered<");
    }

    @Test
    void whatIsLookedAtAgainAndAgainStandsInTheFlightRecorderOnce() throws Exception {
        DispatchId part = gateway.recorded(gateway.order("ALI"));
        for (int looks = 0; looks < 40; looks++) {
            gateway.queue(part);
            gateway.ledger.commit(tx -> Dispatches.apply(
                    tx,
                    new Move(gateway.find(part), DispatchState.WAITING)
                            .because(Cause.STORE_HOLDS, "", "on hold: fraud"),
                    "dispatcher",
                    gateway.now()));
            gateway.clock.advance(Duration.ofMinutes(15));
        }

        String page = console.visitor(ConsoleServer.VIC)
                .get("/console/orders/" + gateway.find(part).order().orElseThrow())
                .text();

        assertThat(page.split("<strong>Waiting</strong>", -1)).hasSize(2);
        assertThat(page).contains("40 times since");
    }

    @Test
    void anOrderOfWhichThereIsOnlyALetterHasItsPageAndTheLetterLeadsToIt() throws Exception {
        OrderId order = OrderId.of(SmallGateway.TEA, "5020");
        DispatchId letter = new DispatchId("dsp_intake1");
        gateway.ledger.commit(tx -> {
            StoreMessages.save(
                    tx,
                    new StoreMessages.Message(
                            letter.value(),
                            Optional.of(order),
                            SmallGateway.TEA,
                            "5020",
                            "B-5020",
                            Optional.of(letter),
                            DispatchState.DEAD,
                            "",
                            gateway.now()));
            return 1;
        });
        assertThat(gateway.unreadable("{\"id\":5020,")).isEqualTo(letter);
        var vic = console.visitor(ConsoleServer.VIC);

        var page = vic.get("/console/orders/" + order);
        var found = vic.get("/console/dead-letters?q=order:B-5020");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Order B-5020", "/console/dead-letters/" + letter, "/currency is missing");
        assertThat(found.text()).contains(letter.value());
        assertThat(vic.get("/console/dead-letters/" + letter).text()).contains("B-5020", "/console/orders/" + order);
        assertThat(console.visitor(ConsoleServer.MUG)
                        .get("/console/orders/" + order)
                        .status())
                .isEqualTo(404);
    }
}
