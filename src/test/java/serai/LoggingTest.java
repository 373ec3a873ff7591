package serai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LoggingTest {
    @Test
    void textLineHasTimeInUtcLevelTraceAndMessageAndStaysOneLine() throws Exception {
        String line = logged("text", "first\r\n2026-01-01T00:00:00.000Z forged");

        assertThat(line)
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\[abc123] Order: "
                        + "first \\| 2026-01-01T00:00:00.000Z forged\\n");
    }

    @Test
    void jsonLineCarriesTheSame() throws Exception {
        var line = new ObjectMapper().readTree(logged("json", "first\nsecond"));

        assertThat(line.at("/level").asText()).isEqualTo("INFO");
        assertThat(line.at("/mdc/trace").asText()).isEqualTo("abc123");
        assertThat(line.at("/loggerName").asText()).isEqualTo("serai.order.Order");
        assertThat(line.at("/formattedMessage").asText()).isEqualTo("first\nsecond");
        assertThat(line.at("/timestamp").asLong()).isPositive();
    }

    @Test
    void othersSpeakOnlyWhenSomethingIsWrong() throws Exception {
        var context = context("text");

        assertThat(context.getLogger("org.apache.activemq.audit.base").getEffectiveLevel())
                .isEqualTo(Level.OFF);
        assertThat(context.getLogger("org.flywaydb.core").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("some.library").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    private static String logged(String format, String message) throws IOException, JoranException {
        var bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        try (var captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            MDC.put("trace", "abc123");
            Logger logger = context(format).getLogger("serai.order.Order");
            logger.info(message);
        } finally {
            MDC.remove("trace");
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static LoggerContext context(String format) throws JoranException {
        var context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        context.putProperty("serai.log.format", format);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
        return context;
    }
}
