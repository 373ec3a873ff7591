package serai.dispatch;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.QueueBrowser;
import java.util.function.Supplier;

/** Whether the broker answers: looks into the queue of crashed messages, which is hardly ever long. */
public final class BrokerLook implements Supplier<Boolean> {
    private final ConnectionFactory connections;

    public BrokerLook(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** @return always true @throws IllegalStateException if it does not answer; in our words, without its own */
    @Override
    public Boolean get() {
        try (JMSContext context = connections.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue("broker-dead-letters"))) {
            browser.getEnumeration().hasMoreElements();
            return true;
        } catch (JMSException | JMSRuntimeException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }
}
