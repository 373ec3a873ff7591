package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Scope;
import serai.deadletter.ReplayBook;
import serai.dispatch.DispatchState;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class ReplayPagesTest {
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

    private String started(ConsoleServer.Visitor who) throws Exception {
        var answer =
                pressed(who, Integer.toString(gateway.in(DispatchState.DEAD).size()), ReplayBook.Press.newToken());
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        return answer.header("location");
    }

    private ConsoleServer.Answer pressed(ConsoleServer.Visitor who, String count, String token) throws Exception {
        return who.post(
                "/console/replays",
                "count",
                count,
                "token",
                token,
                "q",
                "cause:out-of-stock",
                "seen",
                gateway.now().toString(),
                "stages",
                "1, 2",
                "rate",
                "100",
                "share",
                "50",
                "reason",
                "new stock <today>");
    }

    private void step() {
        gateway.clock.advance(Duration.ofSeconds(1));
        gateway.replays.step();
    }

    @Test
    void theQuestionSaysWhatWouldHappenAndTheDryRunSaysItLetterByLetter() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUTCOME_UNKNOWN);
        var vic = console.visitor(ConsoleServer.VIC);

        String question = vic.get("/console/replays/new").text();
        String dryRun = vic.get("/console/replays/rehearsal").text();
        var nonsense = vic.get("/console/replays/new?q=cause%3Anonsense");

        assertThat(question)
                .contains(
                        "Replay 2 letters", "<strong>1</strong> would go", "a person has to look at the supplier first")
                .contains("<button disabled>Replay 2 letters</button>");
        assertThat(dryRun).contains("it is sent to aliexpress again", "passed over");
        assertThat(nonsense.status()).isEqualTo(400);
        assertThat(gateway.in(DispatchState.DEAD)).hasSize(2);
    }

    @Test
    void aReplayIsStartedWatchedByEverybodyAndToldToItsEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }
        var ann = console.visitor(ConsoleServer.ANN);
        String path = started(ann);

        step();
        String running = console.visitor(ConsoleServer.VIC).get(path).text();
        gateway.in(DispatchState.QUEUED).forEach(gateway::done);
        for (int i = 0; i < 3; i++) {
            step();
        }
        gateway.in(DispatchState.QUEUED)
                .forEach(id -> gateway.attempt(id, move -> move.because(Cause.ITEM_UNKNOWN, "X", "gone")));
        for (int i = 0; i < 3; i++) {
            step();
        }
        String stopped = ann.get(path).text();
        String failed = ann.get(path + "/letters?fate=dead").text();
        String history = ann.get("/console/replays?actor=ann&state=stopped").text();

        assertThat(running)
                .contains("It is running: 0 of 3 letters settled", "stage 1 of 3 (1, 2, all the rest)", "hx-get")
                .contains("new stock &lt;today&gt;", "disabled>Pause</button>");
        assertThat(stopped)
                .contains("It stopped by itself: stage 2: 2 of 2 died again", "item unknown: 2")
                .doesNotContain("hx-get=");
        assertThat(failed).contains("The supplier does not know the product", "/console/dead-letters/dsp_");
        assertThat(history).contains(path, "stopped");
    }

    @Test
    void startPressedTwiceIsOneReplayAndAGrownSetIsNone() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK);
        var ann = console.visitor(ConsoleServer.ANN);
        String token = ReplayBook.Press.newToken();

        var grown = pressed(ann, "1", token);
        var first = pressed(ann, "2", token);
        var second = pressed(ann, "2", token);
        var strange = pressed(console.visitor(ConsoleServer.ADA), "2", token);

        assertThat(grown.status()).isEqualTo(400);
        assertThat(grown.text()).contains("grown to 2 letters");
        assertThat(first.status()).isEqualTo(303);
        assertThat(second.header("location")).isEqualTo(first.header("location"));
        assertThat(strange.status()).isEqualTo(400);
        assertThat(gateway.book.list(Scope.ALL, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void aPageThatKeepsItselfUpToDateDoesNotKeepTheSessionOpen() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        var ann = console.visitor(ConsoleServer.ANN);
        String progress = started(ann) + "/progress";

        for (int minutes = 0; minutes < 30; minutes += 10) {
            assertThat(ann.get(progress).header("location")).doesNotContain("sign-in");
            gateway.clock.advance(Duration.ofMinutes(10));
        }

        assertThat(ann.get(progress).header("location")).contains("sign-in");
    }

    @Test
    void theBrakesAskWhyAndSayWhatTheyDid() throws Exception {
        for (int i = 0; i < 3; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }
        var ann = console.visitor(ConsoleServer.ANN);
        String path = started(ann);

        var without = ann.post(path + "/pause");
        var paused = ann.post(path + "/pause", "reason", "lunch");
        var twice = console.visitor(ConsoleServer.ADA).post(path + "/pause", "reason", "me too");
        String page = ann.get(path).text();
        ann.post(path + "/resume", "reason", "back");
        ann.post(path + "/cancel", "reason", "enough");
        String cancelled = ann.get(path).text();
        var viewer = console.visitor(ConsoleServer.VIC).post(path + "/resume", "reason", "x");

        assertThat(without.status()).isEqualTo(400);
        assertThat(paused.status()).isEqualTo(303);
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.text()).contains("paused by ann: lunch");
        assertThat(page).contains("It is paused by ann: lunch", ">Resume</button>");
        assertThat(cancelled).contains("It was cancelled by ann: enough").doesNotContain(">Resume</button>");
        assertThat(viewer.status()).isEqualTo(403);
    }

    @Test
    void anotherStoresPeopleSeeNeitherTheReplayNorItsLetters() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        String path = started(console.visitor(ConsoleServer.ANN));
        var mug = console.visitor(ConsoleServer.MUG);

        String question = mug.get("/console/replays/new").text();
        String history = mug.get("/console/replays").text();

        assertThat(mug.get(path).status()).isEqualTo(404);
        assertThat(mug.get(path + "/letters?fate=pending").status()).isEqualTo(404);
        assertThat(mug.get(path + "/progress").status()).isEqualTo(404);
        assertThat(mug.post(path + "/cancel", "reason", "x").status()).isEqualTo(404);
        assertThat(question).contains("Replay 0 letters", "No letter matches");
        assertThat(history).doesNotContain(path);
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        var ann = console.visitor(ConsoleServer.ANN);

        var rate = ann.post("/console/replays", "rate", "fast", "share", "20", "reason", "x");
        var share = ann.post("/console/replays", "rate", "1", "share", "200", "reason", "x");
        var stages = ann.post("/console/replays", "rate", "1", "share", "20", "stages", "0, x", "reason", "x");

        assertThat(rate.text()).contains("The rate must be a number from 0.1 to 1000");
        assertThat(share.text()).contains("The share must be a number from 0 to 100");
        assertThat(stages.text()).contains("The stages must be numbers of letters");
    }
}
