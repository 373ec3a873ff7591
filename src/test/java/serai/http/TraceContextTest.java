package serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String FORM = "00-[0-9a-f]{32}-[0-9a-f]{16}-01";

    @Test
    void itGoesOnWithTheCallersTraceInASpanOfItsOwn() {
        TraceContext context = TraceContext.from(" 00-" + TRACE + "-00f067aa0ba902b7-00 ");

        assertThat(context.traceId()).isEqualTo(TRACE);
        assertThat(context.spanId()).isNotEqualTo("00f067aa0ba902b7");
        assertThat(context.traceparent()).matches("00-" + TRACE + "-[0-9a-f]{16}-00");
    }

    @ParameterizedTest
    @CsvSource({"00,00", "01,01", "03,03", "ff,03", "04,00"})
    void theCallersFlagsArePassedOnAsFarAsTheyAreKnown(String sent, String passedOn) {
        TraceContext context = TraceContext.from("00-" + TRACE + "-00f067aa0ba902b7-" + sent);

        assertThat(context.traceparent()).endsWith("-" + passedOn);
    }

    @Test
    void aLaterVersionIsReadAsFarAsItIsKnown() {
        TraceContext context = TraceContext.from("cc-" + TRACE + "-00f067aa0ba902b7-01-what-the-future-brings");

        assertThat(context.traceparent()).startsWith("00-" + TRACE).endsWith("-01");
    }

    @Test
    void theStateIsPassedOnInOrderAndNeverWithoutItsTrace() {
        List<String> state = List.of("rojo=00f067aa0ba902b7 , congo=t61rcWkgMzE", "a@b=c d");

        TraceContext known = TraceContext.from("00-" + TRACE + "-00f067aa0ba902b7-01", state);
        TraceContext fresh = TraceContext.from(null, state);

        assertThat(known.state()).isEqualTo("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE,a@b=c d");
        assertThat(known.kept()).isEqualTo(known.traceparent() + " " + known.state());
        assertThat(fresh.state()).isEmpty();
        assertThat(fresh.kept()).isEqualTo(fresh.traceparent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=b", "a", "a=", "=b", "a=b=c", "a=\u00e9", "a=b\r\nX: y", "a=b\tc"})
    void aMalformedStateIsLeftOut(String state) {
        assertThat(TraceContext.from("00-" + TRACE + "-00f067aa0ba902b7-01", List.of(state))
                        .state())
                .isEmpty();
    }

    @Test
    void anEndlessStateIsLeftOut() {
        String parent = "00-" + TRACE + "-00f067aa0ba902b7-01";

        assertThat(TraceContext.from(parent, List.of("a=" + "x".repeat(256))).state())
                .hasSize(258);
        assertThat(TraceContext.from(parent, List.of("a=" + "x".repeat(256) + ",b=" + "x".repeat(256)))
                        .state())
                .isEmpty();
        assertThat(TraceContext.from(parent, List.of("a=b,".repeat(33))).state())
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nX: y",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void whatIsMalformedBeginsANewTrace(@Nullable String header) {
        TraceContext context = TraceContext.from(header);

        assertThat(context.traceparent()).matches(FORM);
        assertThat(context.traceId()).isNotEqualTo(TRACE);
    }

    @Test
    void noTwoTracesAreAlike() {
        assertThat(TraceContext.from(null)).isNotEqualTo(TraceContext.from(null));
    }
}
