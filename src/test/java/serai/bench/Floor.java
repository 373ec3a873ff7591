package serai.bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import serai.dispatch.EmbeddedBroker;
import serai.intake.Journal;
import serai.ledger.Embedded;
import serai.ledger.Sql;

/**
 * What the parts below the gateway do alone, on the same disk: the rates that no design on top of them can beat by much.
 * All figures are a second.
 */
final class Floor {
    private static final int BLOCK = 4096;
    private static final int RING = 4 << 20;
    private static final int BATCH = 512;

    private final Path folder;
    private final Duration time;

    /** @param time of each measurement, after a warm-up of a fifth of it */
    Floor(Path folder, Duration time) {
        this.folder = folder;
        this.time = time;
    }

    /** Writes of 4 KiB to the end of a file that grows with each, followed by fsync. */
    double appends() throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve("append"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return writes(file, Long.MAX_VALUE);
        }
    }

    /** Writes of 4 KiB over what a file holds already, each followed by fsync: what a log does that reuses its file. */
    double overwrites() throws IOException {
        try (FileChannel file = FileChannel.open(
                folder.resolve("overwrite"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(RING));
            file.force(true);
            return writes(file, RING);
        }
    }

    private double writes(FileChannel file, long ring) {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        long[] at = {0};
        return rate(() -> {
            block.clear();
            file.write(block, at[0]);
            file.force(false);
            at[0] = (at[0] + BLOCK) % ring;
            return 1;
        });
    }

    /**
     * Rows into a file with the journal's schema and settings, from so many producers that each wait for their row: one
     * commit for all that wait, as in the journal, and nothing else.
     */
    double sqlite(int producers) throws Exception {
        try (var connection = Embedded.writes(folder.resolve("floor.db")).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(Sql.of(Journal.class, "journal"));
            statement.execute(Sql.of(Journal.class, "journal-index"));
            connection.setAutoCommit(false);
            try (var append = connection.prepareStatement(Sql.of(Journal.class, "append-entry"))) {
                BlockingQueue<Semaphore> waiting = new ArrayBlockingQueue<>(producers);
                byte[] body = new Order(0).request(0);
                List<Semaphore> batch = new ArrayList<>();
                int[] number = {0};
                return withProducers(
                        producers,
                        waiting,
                        () -> rate(() -> {
                            batch.add(waiting.take());
                            waiting.drainTo(batch, BATCH - 1);
                            for (int i = 0; i < batch.size(); i++) {
                                append(append, number[0]++, body);
                            }
                            connection.commit();
                            int rows = batch.size();
                            batch.forEach(Semaphore::release);
                            batch.clear();
                            return rows;
                        }));
            }
        }
    }

    private static void append(PreparedStatement append, int number, byte[] body) throws SQLException {
        append.setLong(1, System.currentTimeMillis());
        append.setString(2, "bench-0");
        append.setString(3, "order");
        append.setString(4, "ord_" + Integer.toString(number * 31 + 7, 36) + "0123456789abcdefghij");
        append.setString(5, "b" + number);
        append.setString(6, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        append.setString(7, "{}");
        append.setBytes(8, body);
        append.executeUpdate();
    }

    private static double withProducers(int producers, BlockingQueue<Semaphore> waiting, Callable<Double> measure)
            throws Exception {
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < producers; i++) {
                running.add(threads.submit(() -> produce(waiting)));
            }
            double rate = measure.call();
            running.forEach(producer -> producer.cancel(true));
            return rate;
        }
    }

    private static void produce(BlockingQueue<Semaphore> waiting) {
        Semaphore done = new Semaphore(0);
        try {
            while (true) {
                waiting.put(done);
                done.acquire();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Durable messages into the gateway's broker, each send waiting for the broker's fsync. */
    double artemis(int producers) throws Exception {
        try (var broker = new EmbeddedBroker(folder.resolve("broker-" + producers))) {
            broker.start();
            try (var connections = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
                    var threads = Executors.newThreadPerTaskExecutor(
                            Thread.ofPlatform().factory())) {
                List<Future<Double>> rates = new ArrayList<>();
                for (int i = 0; i < producers; i++) {
                    rates.add(threads.submit(() -> send(connections)));
                }
                double sum = 0;
                for (Future<Double> rate : rates) {
                    sum += rate.get();
                }
                return sum;
            } catch (ExecutionException e) {
                throw new IllegalStateException("sending failed", e);
            }
        }
    }

    private double send(ActiveMQConnectionFactory connections) throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("floor"))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            byte[] body = new Order(0).request(0);
            return rate(() -> {
                producer.send(message(session, body));
                return 1;
            });
        }
    }

    private static BytesMessage message(Session session, byte[] body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body);
        return message;
    }

    /** How many a second the step makes. */
    private double rate(Callable<Integer> step) {
        try {
            long warm = System.nanoTime() + time.toNanos() / 5;
            while (System.nanoTime() < warm) {
                step.call();
            }
            long started = System.nanoTime();
            long end = started + time.toNanos();
            long made = 0;
            while (System.nanoTime() < end) {
                made += step.call();
            }
            return made / ((System.nanoTime() - started) / 1e9);
        } catch (Exception e) {
            throw new IllegalStateException("the measurement failed", e);
        }
    }
}
