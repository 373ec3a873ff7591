package serai.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import serai.fixture.GatewayProcess;
import serai.fixture.Rig;
import serai.fixture.StoreClient;
import serai.fixture.TestOrder;

/**
 * Orders at a steady pace through a load balancer: in turn to each node that takes part, and from a node that refuses or dies
 * to another. What was confirmed is read again and again from any of them.
 */
final class Flow implements AutoCloseable {
    private static final long APART_MILLIS = 33;

    private record Node(GatewayProcess process, StoreClient store, Queue offered, Queue accepted) {}

    /** Times in nanoseconds. */
    private static final class Queue extends ConcurrentLinkedQueue<Long> {
        private long within(long from, long to) {
            return stream().filter(at -> at >= from && at < to).count();
        }
    }

    private final String prefix;
    private final int most;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final List<String> taking = new ArrayList<>();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> denied = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

    /** @param most orders, all in all */
    Flow(String prefix, int most) {
        this.prefix = prefix;
        this.most = most;
    }

    /** From now on that one gets its share. */
    synchronized void joins(GatewayProcess node) {
        nodes.putIfAbsent(node.toString(), new Node(node, Rig.store(node), new Queue(), new Queue()));
        taking.add(node.toString());
    }

    /** Nothing more goes there. */
    synchronized void leaves(GatewayProcess node) {
        taking.remove(node.toString());
    }

    private synchronized Node turn(int n) {
        Node node = nodes.get(taking.get(n % taking.size()));
        if (node == null) {
            throw new IllegalStateException("nobody takes orders");
        }
        return node;
    }

    void start() {
        clock.scheduleAtFixedRate(this::send, 0, APART_MILLIS, TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(this::ask, APART_MILLIS, APART_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send() {
        int n = next.getAndIncrement();
        if (n < most) {
            open.incrementAndGet();
            Thread.ofVirtual().start(() -> {
                try {
                    post(n);
                } finally {
                    open.decrementAndGet();
                }
            });
        }
    }

    /** Until somebody confirms it, as a store does. */
    private void post(int n) {
        TestOrder order = TestOrder.anOrder(prefix + n).from("aliexpress");
        for (int turn = n; !accepted.containsKey(prefix + n) && !clock.isShutdown(); turn++) {
            Node node = turn(turn);
            node.offered().add(System.nanoTime());
            try {
                StoreClient.Answer answer = node.store().post(order);
                if (answer.status() == 202) {
                    node.accepted().add(System.nanoTime());
                    accepted.put(prefix + n, answer.id());
                }
            } catch (IOException gone) {
                // It died with the request; the order goes to the next.
            }
        }
    }

    private void ask() {
        List<String> ids = List.copyOf(accepted.values());
        if (ids.isEmpty() || open.get() > 500) {
            return;
        }
        String id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
        Node node = turn(ThreadLocalRandom.current().nextInt(1_000));
        Thread.ofVirtual().start(() -> {
            try {
                StoreClient.Answer answer = node.store().read(id);
                reads.incrementAndGet();
                if (answer.status() != 200 && answer.status() != 503) {
                    denied.add(node.process() + " said " + answer.status() + " of " + id);
                }
            } catch (RuntimeException gone) {
                // No answer is no denial.
            }
        });
    }

    /** Ids of what was confirmed so far. */
    List<String> ids() {
        return List.copyOf(accepted.values());
    }

    int accepted() {
        return accepted.size();
    }

    /** Confirmed orders that a node did not know, or failed to read. */
    List<String> denied() {
        return List.copyOf(denied);
    }

    long reads() {
        return reads.get();
    }

    /**
     * The worst share that a node has confirmed of what it was offered in any ten seconds. Who is never below half of what is
     * offered for longer than five seconds has confirmed a quarter.
     */
    double worstShare(GatewayProcess process) {
        Node node = nodes.get(process.toString());
        if (node == null) {
            throw new IllegalArgumentException(process + " took no part");
        }
        long window = TimeUnit.SECONDS.toNanos(10);
        return node.offered().stream()
                .filter(from -> node.offered().stream().anyMatch(at -> at >= from + window))
                .mapToDouble(from -> (double) node.accepted().within(from, from + window)
                        / node.offered().within(from, from + window))
                .min()
                .orElse(1);
    }

    /** Whether all were sent and answered. */
    boolean through() {
        return next.get() >= most && open.get() == 0;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
