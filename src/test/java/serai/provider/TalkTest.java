package serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.fixture.Kamelets;
import serai.fixture.ScriptedServer;

class TalkTest {
    private final ScriptedServer server = new ScriptedServer(ScriptedServer.always(200, "", "more"));
    private final Kamelets kamelets;
    private Turn first = new Turn.End("");

    TalkTest() throws Exception {
        kamelets = new Kamelets("test", Kamelets.patient(4));
        kamelets.bind("test", (Worker) work -> first);
        kamelets.route("provider-work", "channel=test&baseUrl=" + server.url());
    }

    @AfterEach
    void stop() throws IOException {
        kamelets.close();
        server.close();
    }

    @Test
    void callsAreMadeOneAfterTheOtherUntilTheResultIsThere() {
        Turn talk = ask("/first", first -> ask("/second", second -> new Turn.End(first.body() + second.body())));

        Exchange done = talk(talk);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("moremore");
        assertThat(Wire.sent(done)).hasSize(2);
    }

    @Test
    void aTalkMayEndWithoutACall() {
        Exchange done = talk(new Turn.End("nothing to do"));

        assertThat(done.getMessage().getBody()).isEqualTo("nothing to do");
    }

    @Test
    void aRefusalInTheMiddleEndsTheTalk() {
        Refusal refusal = Refusal.unmappable(Cause.STORE_REFUSED, "sku", "is not there");

        Exchange done = talk(ask("/first", answer -> {
            throw refusal;
        }));

        assertThat(Transport.outcome(done.getException(), false)).isEqualTo(refusal.outcome());
    }

    @Test
    void aTalkInCirclesIsStopped() {
        Exchange done = talk(circle());

        assertThat(done.getException()).hasStackTraceContaining("did not end after 60 calls");
    }

    private Exchange talk(Turn turn) {
        first = turn;
        return kamelets.send("provider-work", new KeepHooks("http://here"), Map.of());
    }

    private static Turn circle() {
        return ask("/again", answer -> circle());
    }

    private static Turn.Ask ask(String path, java.util.function.Function<Answer, Turn> then) {
        return new Turn.Ask(new Call("GET", path, "", Map.of(), "", false), then);
    }
}
