package serai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends orders over keep-alive connections from one thread, with as little work of its own as it can: it shares the
 * machine with what it measures.
 */
final class Load implements AutoCloseable {
    /**
     * How much is sent, and when.
     *
     * @param ratePerSecond orders are due at this even rate whatever the answers do (open loop), and wait counts from
     *     when they were due; 0: each connection sends its next as soon as it has its answer (closed loop)
     * @param most orders at most
     * @param time nothing is sent after it
     */
    record Plan(double ratePerSecond, int most, Duration time) {
        static Plan flatOut(Duration time) {
            return new Plan(0, Integer.MAX_VALUE, time);
        }

        static Plan evenly(double ratePerSecond, Duration time) {
            return new Plan(ratePerSecond, Integer.MAX_VALUE, time);
        }

        static Plan flatOut(int orders) {
            return new Plan(0, orders, Duration.ofMinutes(10));
        }
    }

    /**
     * What came of it.
     *
     * @param accepted the numbers of the orders that were answered 202
     * @param statuses how many answers of each status
     * @param waits nanoseconds until the answer, of those answered 202, ascending
     * @param took from the first order to the last answer
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(BitSet accepted, Map<Integer, Integer> statuses, long[] waits, Duration took) {
        double perSecond() {
            return waits.length / (took.toNanos() / 1e9);
        }

        /** The wait that this share of the orders did not exceed. */
        Duration waited(double share) {
            return waits.length == 0
                    ? Duration.ZERO
                    : Duration.ofNanos(waits[(int) Math.min(waits.length - 1L, (long) (share * waits.length))]);
        }

        /** Answers other than 202. */
        int others() {
            return statuses.entrySet().stream()
                    .filter(status -> status.getKey() != 202)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private static final class Connection {
        private final SocketChannel channel;
        private final Order orders;
        private final ByteBuffer out;
        private final byte[] answer = new byte[16 * 1024];
        private final ByteBuffer in = ByteBuffer.wrap(answer);
        private int order;
        private long since;

        Connection(SocketChannel channel, int store) {
            this.channel = channel;
            this.orders = new Order(store);
            this.out = ByteBuffer.wrap(orders.request(0));
        }
    }

    private final Selector selector;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final int connections;
    private final int firstOrder;
    private int nextOrder;
    private int under;

    /**
     * Connects.
     *
     * @param firstOrder the number of the first order; the following count on
     */
    Load(int port, int connections, int firstOrder) throws IOException {
        this.selector = Selector.open();
        this.connections = connections;
        this.firstOrder = firstOrder;
        this.nextOrder = firstOrder;
        try {
            for (int i = 0; i < connections; i++) {
                idle.add(connect(port, i % Order.STORES));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Connection connect(int port, int store) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel, store);
            channel.register(selector, SelectionKey.OP_READ, connection);
            return connection;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Orders sent so far. */
    int sent() {
        return nextOrder - firstOrder;
    }

    /**
     * Sends what the plan says and waits for all answers. May be called again.
     *
     * @throws IOException if a connection breaks, or an answer does not come within a minute
     */
    Result run(Plan plan) throws IOException {
        Tally tally = new Tally();
        int first = nextOrder;
        long started = System.nanoTime();
        long end = started + plan.time().toNanos();
        while (true) {
            long now = System.nanoTime();
            boolean more = now < end && nextOrder - first < plan.most();
            while (more && !idle.isEmpty() && due(plan, started, nextOrder - first) <= now) {
                send(idle.remove(), plan.ratePerSecond() == 0 ? now : due(plan, started, nextOrder - first));
                more = nextOrder - first < plan.most();
            }
            if (!more && under == 0) {
                return tally.result(Duration.ofNanos(System.nanoTime() - started));
            }
            if (now > end + LONGEST_ANSWER.toNanos()) {
                throw new IOException(under + " orders got no answer within " + LONGEST_ANSWER);
            }
            // 1 ms is the finest wait there is: an even rate comes in groups of a few orders.
            selector.select(key -> receive(key, tally), more && idle.size() < connections ? 1 : 10);
        }
    }

    private static long due(Plan plan, long started, int order) {
        return plan.ratePerSecond() == 0 ? started : started + (long) (order / plan.ratePerSecond() * 1e9);
    }

    private void send(Connection connection, long since) throws IOException {
        connection.order = nextOrder++;
        connection.since = since;
        connection.orders.request(connection.order);
        connection.out.clear();
        under++;
        while (connection.out.hasRemaining()) {
            connection.channel.write(connection.out);
        }
    }

    private void receive(SelectionKey key, Tally tally) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.channel.read(connection.in) < 0) {
                throw new IOException("the gateway closed a connection; an order was under way: " + connection.order);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int status = wholeAnswer(connection.answer, connection.in.position());
        if (status > 0) {
            tally.add(status, connection.order, System.nanoTime() - connection.since);
            connection.in.clear();
            under--;
            idle.add(connection);
        }
    }

    /** The status, once the whole answer is here; 0 before. */
    private static int wholeAnswer(byte[] bytes, int received) {
        int headEnd = indexOf(bytes, received, HEAD_END);
        if (headEnd < 0) {
            return 0;
        }
        String head = new String(bytes, 0, headEnd, StandardCharsets.US_ASCII);
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ") + "content-length: ".length();
        int lineEnd = head.indexOf('\r', at);
        int length = Integer.parseInt(head.substring(at, lineEnd < 0 ? head.length() : lineEnd));
        boolean whole = received >= headEnd + HEAD_END.length + length;
        return whole ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    private static int indexOf(byte[] bytes, int length, byte[] wanted) {
        for (int i = 0; i + wanted.length <= length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static final class Tally {
        private final BitSet accepted = new BitSet();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private long[] waits = new long[64 * 1024];
        private int count;

        void add(int status, int order, long nanos) {
            statuses.merge(status, 1, Integer::sum);
            if (status == 202) {
                accepted.set(order);
                if (count == waits.length) {
                    waits = Arrays.copyOf(waits, count * 2);
                }
                waits[count++] = nanos;
            }
        }

        Result result(Duration took) {
            long[] sorted = Arrays.copyOf(waits, count);
            Arrays.sort(sorted);
            return new Result(accepted, statuses, sorted, took);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
