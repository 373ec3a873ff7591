package serai.dispatch;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** The broker inside the gateway: durable queues on local disk, reachable only within this process. */
public final class EmbeddedBroker implements AutoCloseable {
    /** Where messages go that crashed their consumer too often. */
    public static final String DEAD_LETTERS = "broker-dead-letters";

    /** How clients in this process reach it; nothing is handed out ahead, so consumers share evenly. */
    public static final String URL = "vm://0?consumerWindowSize=0";

    private static final int MAX_DELIVERY_ATTEMPTS = 10;
    private static final int REDELIVERY_MILLIS = 500;
    /** Sync writes wait at most this long for company; the default of 3.3 ms is made for slower disks. */
    private static final int JOURNAL_BUFFER_NANOS = 400_000;

    private final EmbeddedActiveMQ server;

    /** A broker that keeps its files in that folder; does not run yet. */
    public EmbeddedBroker(Path folder) {
        server = new EmbeddedActiveMQ().setConfiguration(configuration(folder));
    }

    private static Configuration configuration(Path folder) {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("serai")
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS)
                .setJournalFileSize(2 << 20)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(4)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setMaxDiskUsage(-1)
                .setCriticalAnalyzer(false)
                .setScheduledThreadPoolMaxSize(2)
                .setThreadPoolMaxSize(16);
        try {
            configuration.addAcceptorConfiguration("in-vm", "vm://0");
        } catch (Exception e) {
            throw new IllegalStateException("the acceptor's address is fixed", e);
        }
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                        .setExpiryAddress(SimpleString.of(DEAD_LETTERS))
                        .setMaxDeliveryAttempts(MAX_DELIVERY_ATTEMPTS)
                        .setRedeliveryDelay(REDELIVERY_MILLIS)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                        .setMaxSizeBytes(16L << 20)
                        .setPageSizeBytes(1 << 20)
                        .setAutoCreateQueues(true)
                        .setAutoCreateAddresses(true)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false));
        return configuration;
    }

    /** Starts it; queues and messages of an earlier run are there again. */
    public void start() throws Exception {
        server.start();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not stop", e);
        }
    }
}
