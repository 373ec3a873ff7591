package serai.dispatch;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import serai.base.ChannelName;

/** Which dispatches have a message in a channel's queue: looked up message by message, for the queue is bounded. */
public final class QueueContents implements Function<ChannelName, Set<String>> {
    private final ConnectionFactory connections;

    /** The broker does not say what it holds. */
    public static final class Unknown extends IllegalStateException {
        Unknown(Exception cause) {
            super("the broker cannot be browsed: " + cause.getMessage(), cause);
        }
    }

    public QueueContents(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public Set<String> apply(ChannelName channel) {
        try (JMSContext context = connections.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue("dispatch." + channel))) {
            Set<String> ids = new HashSet<>();
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                if (messages.nextElement() instanceof Message message) {
                    ids.add(String.valueOf(message.getBody(String.class)));
                }
            }
            return ids;
        } catch (JMSException | JMSRuntimeException e) {
            throw new Unknown(e);
        }
    }
}
