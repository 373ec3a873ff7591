package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Audit;
import serai.base.DispatchId;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class LetterPagesTest {
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
    void theSentenceTheOwnerAndTheFlightRecorderStandOnThePage() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);

        var page = console.visitor(ConsoleServer.VIC).get("/console/dead-letters/" + letter);

        assertThat(page.text())
                .contains("The supplier does not take this delivery address.", "merchant must act", "Flight recorder");
    }

    @Test
    void personalDataIsMaskedUntilSomebodySaysWhyAndThenItStandsInTheAuditBook() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);
        var ann = console.visitor(ConsoleServer.ANN);

        String masked = ann.get("/console/dead-letters/" + letter).text();
        var revealed = ann.post("/console/dead-letters/" + letter + "/reveal", "reason", "customer on the phone");

        assertThat(masked).doesNotContain("Elm Street").contains("•••");
        assertThat(revealed.text()).contains("Elm Street");
        assertThat(new Audit(gateway.ledger).list(Optional.of("ann"), Optional.of("reveal"), 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("customer on the phone"));
    }

    @Test
    void aViewerCannotRevealAndAFormOfAnotherSessionChangesNothing() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);
        var ann = console.visitor(ConsoleServer.ANN);
        var ada = console.visitor(ConsoleServer.ADA);

        var viewer = console.visitor(ConsoleServer.VIC)
                .post("/console/dead-letters/" + letter + "/reveal", "reason", "curious");
        var forged = ann.postWith(ada.csrf(), "/console/dead-letters/" + letter + "/notes", "text", "forged");

        assertThat(viewer.status()).isEqualTo(403);
        assertThat(viewer.text()).doesNotContain("Elm Street");
        assertThat(forged.status()).isEqualTo(403);
        assertThat(ann.get("/console/dead-letters/" + letter).text()).doesNotContain("forged");
    }

    @Test
    void notesKeepWhatWasWrittenAndShowItHarmlessly() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);
        var ann = console.visitor(ConsoleServer.ANN);

        ann.post("/console/dead-letters/" + letter + "/notes", "text", "<script>alert(1)</script> \u202Eמה 🫖");
        var tooLong = ann.post("/console/dead-letters/" + letter + "/notes", "text", "x".repeat(1 << 20));

        assertThat(ann.get("/console/dead-letters/" + letter).text())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; \u202Eמה 🫖");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text()).contains("20000");
    }

    @Test
    void twoPeopleWhoAssignAtOnceAreToldApart() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);
        String version = Long.toString(gateway.find(letter).version());
        var ann = console.visitor(ConsoleServer.ANN);
        var ada = console.visitor(ConsoleServer.ADA);

        var first = ann.post("/console/dead-letters/" + letter + "/assign", "who", "ann", "version", version);
        var second = ada.post("/console/dead-letters/" + letter + "/assign", "who", "ada", "version", version);

        assertThat(first.status()).isEqualTo(303);
        assertThat(second.status()).isEqualTo(412);
        assertThat(ada.get("/console/dead-letters/" + letter).text()).contains("<dd>ann</dd>");
    }

    @Test
    void aLetterOfAnotherStoreIsNotThere() throws Exception {
        DispatchId letter = gateway.dead(Cause.ADDRESS_INVALID);
        var mug = console.visitor(ConsoleServer.MUG);

        assertThat(mug.get("/console/dead-letters/" + letter).status()).isEqualTo(404);
        assertThat(mug.post("/console/dead-letters/" + letter + "/notes", "text", "hello")
                        .status())
                .isEqualTo(404);
        assertThat(mug.get("/console/dead-letters").text()).contains("No dead letters");
        String order = gateway.find(letter).order().orElseThrow().value();
        assertThat(mug.get("/console/orders/" + order).status()).isEqualTo(404);
        assertThat(mug.get("/console/orders?q=" + order).text()).contains("No order is known by that");
    }
}
