package serai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusTest extends EndpointsTest {
    @Test
    void aChannelIsNotUpWhileTheLedgerIsAwayAndItsEndIsNotKnown() throws IOException {
        assertThat(channel().path("state").asText()).isEqualTo("UP");
        assertThat(channel().path("backlog").isNumber()).isTrue();

        breakable.breaks(true);
        clock.advance(Duration.ofSeconds(2));

        JsonNode away = channel();
        assertThat(away.path("state").asText()).isEqualTo("DEGRADED");
        assertThat(away.path("why").asText()).contains("ledger does not answer");
        assertThat(away.path("backlog").isNull()).as("nobody can count it").isTrue();
        assertThat(away.path("eta").isNull()).isTrue();
        assertThat(away.path("etaReason").asText()).contains("ledger does not answer");

        breakable.breaks(false);
        clock.advance(Duration.ofSeconds(2));

        assertThat(channel().path("state").asText()).isEqualTo("UP");
    }

    private JsonNode channel() throws IOException {
        for (JsonNode one : json(get("/status")).path("channels")) {
            if (one.path("name").asText().equals("aliexpress")) {
                return one;
            }
        }
        throw new AssertionError("no such channel");
    }
}
