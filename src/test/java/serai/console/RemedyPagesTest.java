package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.access.Audit;
import serai.base.DispatchId;
import serai.dispatch.DispatchState;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class RemedyPagesTest {
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

    private static String page(DispatchId letter, String remedy) {
        return "/console/dead-letters/" + letter + "/remedies/" + remedy;
    }

    private String version(DispatchId letter) {
        return Long.toString(gateway.find(letter).version());
    }

    @Test
    void whatFitsIsAButtonOnTheLetterAndAViewerSeesWhichRoleItNeeds() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);
        String path = "/console/dead-letters/" + letter;

        String ann = console.visitor(ConsoleServer.ANN).get(path).text();
        String vic = console.visitor(ConsoleServer.VIC).get(path).text();

        assertThat(ann).contains("href=\"" + page(letter, "correct-address") + "\"", "Correct address");
        assertThat(vic)
                .contains("<button disabled>Correct address</button>", "Needs the role support")
                .doesNotContain("remedies/correct-address");
    }

    @Test
    void theAddressIsHiddenUntilItIsRevealedMarksItsFaultAndIsSentOnceItDoes() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);
        var ann = console.visitor(ConsoleServer.ANN);
        String path = page(letter, "correct-address");

        String masked = ann.get(path).text();
        String revealed =
                ann.post(path + "/reveal", "reason", "customer on the phone").text();
        var wrong = ann.post(
                path, "version", version(letter), "shipTo.city", "Nowhere", "shipTo.name", "•••", "reason", "x");
        var right = ann.post(
                path,
                "version",
                version(letter),
                "shipTo.city",
                "Dallas",
                "shipTo.name",
                "•••",
                "reason",
                "she says so");

        assertThat(masked).doesNotContain("Jane Roe", "12 Elm").contains("•••", "a real city");
        assertThat(revealed).contains("Jane Roe", "12 Elm Street");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text())
                .contains("is no city that the supplier knows", "aria-invalid=\"true\"", "value=\"Nowhere\"")
                .doesNotContain("Jane Roe");
        assertThat(right.status()).isEqualTo(303);
        assertThat(right.header("location")).startsWith("/console/orders/");
        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.QUEUED);
        assertThat(gateway.find(letter).request()).contains("Dallas", "Jane Roe");
        assertThat(new Audit(gateway.ledger).list(Optional.empty(), Optional.empty(), 10))
                .extracting(Audit.Entry::action)
                .contains("reveal", "correct-address");
    }

    @ParameterizedTest
    @CsvSource({
        "NEEDS_MAPPING,NEW,remap",
        "ADDRESS_INVALID,ALI,correct-address",
        "PRICE_ABOVE_CAP,ALI,raise-price-cap",
        "CREDENTIALS_REFUSED,ALI,retry-with-new-token",
        "OUTCOME_UNKNOWN,ALI,bought-by-hand",
        "NEEDS_MAPPING,NEW,bought-by-hand",
        "OUT_OF_STOCK,ALI,tell-store",
        "KEEPS_FAILING,ALI,edit",
        "KEEPS_FAILING,ALI,replay",
        "KEEPS_FAILING,ALI,archive"
    })
    void everyRemedyHasAPageThatAsksWhyAndIsNotThereForOtherStoresPeople(Cause cause, String sku, String remedy)
            throws Exception {
        DispatchId letter = gateway.dead(cause, sku, List.of());

        var ann = console.visitor(ConsoleServer.ANN).get(page(letter, remedy));
        var vic = console.visitor(ConsoleServer.VIC).get(page(letter, remedy));
        var mug = console.visitor(ConsoleServer.MUG);
        var foreign = mug.get(page(letter, remedy));
        var post = mug.post(page(letter, remedy), "version", version(letter), "reason", "x");
        var peek = mug.post(page(letter, remedy) + "/reveal", "reason", "x");

        assertThat(ann.status()).as(ann.text()).isEqualTo(200);
        assertThat(ann.text()).contains("name=\"reason\"", "name=\"csrf\"", "name=\"version\"");
        assertThat(vic.status()).isEqualTo(403);
        assertThat(List.of(foreign.status(), peek.status())).containsOnly(404);
        assertThat(post.status()).isIn(400, 404);
        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void theSecondOfTwoPeopleIsToldWhoWasFirst() throws Exception {
        DispatchId letter = gateway.dead(Cause.KEEPS_FAILING);
        String seen = version(letter);
        console.visitor(ConsoleServer.ADA).post(page(letter, "replay"), "version", seen, "reason", "first");

        var second = console.visitor(ConsoleServer.ANN)
                .post(page(letter, "bought-by-hand"), "version", seen, "numbers", "8123", "reason", "second");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("Nothing was changed", "ada");
    }

    @Test
    void whatMayBeBoughtIsReplayedOnlyAfterABoxIsTicked() throws Exception {
        DispatchId letter = gateway.dead(Cause.OUTCOME_UNKNOWN);
        var ann = console.visitor(ConsoleServer.ANN);

        var without = ann.post(page(letter, "replay"), "version", version(letter), "reason", "looked");
        var with = ann.post(page(letter, "replay"), "version", version(letter), "reason", "looked", "confirmed", "yes");

        assertThat(without.status()).isEqualTo(422);
        assertThat(without.text()).contains("I have looked", "value=\"looked\"");
        assertThat(with.status()).isEqualTo(303);
    }

    @Test
    void whatIsNotOfferedForALetterIsNotDoneByAFormThatSomebodyMadeUp() throws Exception {
        DispatchId letter = gateway.dead(Cause.OUT_OF_STOCK);

        var moved = console.visitor(ConsoleServer.ANN)
                .post(
                        page(letter, "correct-address"),
                        "version",
                        version(letter),
                        "shipTo.city",
                        "Dallas",
                        "reason",
                        "x");

        assertThat(moved.status()).isEqualTo(409);
        assertThat(moved.text()).contains("is no remedy for this letter");
        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void aTickedBoxOfBeforeSomebodyElsesReplayBuysNothing() throws Exception {
        DispatchId letter = gateway.dead(Cause.OUTCOME_UNKNOWN);
        String seen = version(letter);
        console.visitor(ConsoleServer.ADA)
                .post(page(letter, "replay"), "version", seen, "reason", "looked", "confirmed", "yes");
        gateway.attempt(letter, move -> move.because(Cause.OUTCOME_UNKNOWN, "", "the answer was lost again"));

        var late = console.visitor(ConsoleServer.ANN)
                .post(page(letter, "replay"), "version", seen, "reason", "looked", "confirmed", "yes");

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text()).contains("Somebody changed this letter while you had it open");
        assertThat(gateway.find(letter).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void theOrderIsEditedFieldByFieldAndTheChangesAreShown() throws Exception {
        DispatchId letter = gateway.dead(Cause.KEEPS_FAILING);
        var ann = console.visitor(ConsoleServer.ANN);
        String path = page(letter, "edit");

        var wrong = ann.post(path, "version", version(letter), "/items/0/quantity", "many", "reason", "x");
        var more = ann.post(path, "version", version(letter), "/items/0/quantity", "2", "reason", "x");
        var right = console.visitor(ConsoleServer.ADA)
                .post(path, "version", version(letter), "/items/0/quantity", "2", "/email", "•••", "reason", "x");
        String after = ann.get(path).text();

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.text()).contains("must be at most 1, as many as were planned");
        assertThat(wrong.text()).contains("must be a whole number", "value=\"many\"");
        assertThat(right.status()).isEqualTo(303);
        assertThat(gateway.find(letter).request()).contains("\"quantity\":2", "jane@example.com");
        assertThat(after).contains("<del>1</del>", "<ins>2</ins>").doesNotContain("jane@example.com");
    }

    @Test
    void hostileWordsInALetterAreOnlyWords() throws Exception {
        DispatchId letter = gateway.recorded(gateway.order("ALI"));
        gateway.dies(letter, move -> move.because(Cause.ADDRESS_INVALID, "<b>", "<script>alert(1)</script>"));

        String page = console.visitor(ConsoleServer.ANN)
                .get(page(letter, "correct-address"))
                .text();

        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void anUnreadableMessageIsMendedAsText() throws Exception {
        DispatchId letter = gateway.unreadable("{\"orderId\":");
        var ann = console.visitor(ConsoleServer.ANN);
        String path = page(letter, "edit");

        String masked = ann.get(path).text();
        String revealed = ann.post(path + "/reveal", "reason", "to mend it").text();
        var refused = ann.post(path, "version", version(letter), "body", "{\"orderId\":\"1\"}", "reason", "x");
        var mended = console.visitor(ConsoleServer.ADA)
                .post(path, "version", version(letter), "body", "{\"orderId\":\"1\"}", "reason", "x");

        assertThat(masked).contains("<textarea").doesNotContain("{&#34;orderId", "{\"orderId");
        assertThat(revealed).contains("orderId");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("needs role admin");
        assertThat(mended.status()).isEqualTo(303);
        assertThat(gateway.find(letter).request()).contains("orderId");
    }
}
