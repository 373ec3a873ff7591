package serai;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Tells the log's configuration, {@code logback.xml}, what the settings say. */
public final class Logging {
    private Logging() {}

    /**
     * Sets format and level of what we and the connectors log; other libraries stay at warnings. The format has effect
     * only before the first logger of the process is made.
     */
    public static void configure(Settings settings) {
        String level = name(settings.log().level());
        System.setProperty("serai.log.format", name(settings.log().format()));
        System.setProperty("serai.log.level", level);
        for (Settings.Channel channel : settings.channels()) {
            String account = channel.connector().account();
            String folder = account.substring(0, Math.max(0, account.lastIndexOf('.')));
            if (!folder.isEmpty() && LoggerFactory.getLogger(folder) instanceof Logger logger) {
                logger.setLevel(Level.toLevel(level));
            }
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
