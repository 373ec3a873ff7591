package serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.Patience;

class SimulatorTest {
    private static Simulator simulator;
    private static Caller caller;

    @BeforeAll
    static void start() {
        simulator = Simulator.start("aliexpress");
        caller = new Caller(simulator.url());
    }

    @AfterEach
    void quiet() {
        caller.patience(Duration.ofSeconds(5));
        simulator.clear();
        simulator.forgetPurchases();
        simulator.latency(Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void anOrderIsBoughtOnceAndARepeatGetsTheSameId() throws IOException {
        String first = caller.orderCreate("SHOP-1").body();

        String second = caller.orderCreate("SHOP-1").body();

        assertThat(first).contains("\"is_success\":true", "\"number\":[819");
        assertThat(number(second)).isEqualTo(number(first));
        assertThat(simulator.purchases().total()).isEqualTo(1);
        assertThat(simulator.purchases().repeats()).isEqualTo(1);
        assertThat(simulator.purchases().duplicates()).isZero();
    }

    @Test
    void afterTheWindowTheSameReferenceBuysAgainAndThatIsSeen() throws IOException {
        caller.orderCreate("SHOP-2");
        simulator.advance(Duration.ofHours(25));

        caller.orderCreate("SHOP-2");

        assertThat(simulator.purchases().duplicates()).isEqualTo(1);
        assertThat(simulator.purchases().byReference("SHOP-2").orElseThrow().allIds())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutAReferenceEveryRequestBuys() throws IOException {
        caller.orderCreate("");
        caller.orderCreate("");

        var purchases = simulator.purchases();

        assertThat(purchases.total()).isEqualTo(2);
        assertThat(purchases.withoutReference()).isEqualTo(2);
        assertThat(purchases.duplicates()).isEqualTo(1);
    }

    @Test
    void memorySurvivesAClosedPort() throws IOException {
        String first = caller.orderCreate("SHOP-3").body();
        simulator.refuse();
        assertThatThrownBy(() -> caller.orderCreate("SHOP-4")).isInstanceOf(ConnectException.class);
        simulator.accept();

        String repeated = caller.orderCreate("SHOP-3").body();

        assertThat(number(repeated)).isEqualTo(number(first));
        assertThat(simulator.purchases().references()).containsExactly("SHOP-3");
    }

    @Test
    void acceptThenHangBuysAndNeverAnswers() throws IOException {
        simulator.situation("accept-then-hang").times(1);
        caller.patience(Duration.ofMillis(300));

        assertThatThrownBy(() -> caller.orderCreate("SHOP-5")).isInstanceOf(HttpTimeoutException.class);

        assertThat(simulator.purchases().references()).containsExactly("SHOP-5");
        caller.patience(Duration.ofSeconds(5));
        assertThat(caller.orderCreate("SHOP-5").body()).contains("\"is_success\":true");
        assertThat(simulator.purchases().total()).isEqualTo(1);
    }

    @Test
    void hangBeforeAcceptingBuysNothing() {
        simulator.situation("hang-before-accepting");
        caller.patience(Duration.ofMillis(300));

        assertThatThrownBy(() -> caller.orderCreate("SHOP-6")).isInstanceOf(HttpTimeoutException.class);

        assertThat(simulator.purchases().total()).isZero();
    }

    @Test
    void situationsAreSwitchedByHttp() throws IOException {
        caller.send("POST", "/__admin/situations/html-503?times=1", "", Map.of());

        var broken = caller.orderCreate("SHOP-7");
        var whole = caller.orderCreate("SHOP-7");

        assertThat(broken.statusCode()).isEqualTo(503);
        assertThat(broken.body()).startsWith("<html>");
        assertThat(whole.body()).contains("\"is_success\":true");
        assertThat(caller.send("GET", "/__admin/purchases", "", Map.of()).body())
                .contains("\"total\":1", "\"distinct\":1", "\"duplicates\":0", "\"reference\":\"SHOP-7\"");
    }

    @Test
    void anUnknownSituationIsRefusedWithTheListOfKnownOnes() throws IOException {
        var answer = caller.send("POST", "/__admin/situations/nonsense", "", Map.of());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("nonsense", "accept-then-hang", "html-503");
    }

    @Test
    void parallelRequestsUnderOneReferenceBuyOnce() throws Exception {
        var calls = new ArrayList<Callable<String>>();
        for (int i = 0; i < 40; i++) {
            String reference = "SHOP-" + i % 4;
            calls.add(() -> caller.orderCreate(reference).body());
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).contains("\"is_success\":true");
            }
        }

        assertThat(simulator.purchases().total()).isEqualTo(4);
        assertThat(simulator.purchases().repeats()).isEqualTo(36);
    }

    @Test
    void theProcessIsSwitchedByItsControlPortAlsoWhileASupplierIsClosed() throws IOException {
        try (var both = Simulators.start("--aliexpress", "0", "--amazon", "0", "--latency", "1ms")) {
            var control = new Caller(both.controlUrl());
            var supplier = new Caller(both.simulator("aliexpress").url());
            assertThat(both.readyLine())
                    .matches("READY aliexpress=http://127.0.0.1:\\d+ amazon=http://127.0.0.1:\\d+"
                            + " control=http://127.0.0.1:\\d+");

            control.send("POST", "/aliexpress/situations/refuse", "", Map.of());
            assertThatThrownBy(() -> supplier.orderCreate("SHOP-8")).isInstanceOf(ConnectException.class);
            control.send("DELETE", "/aliexpress/situations", "", Map.of());

            assertThat(supplier.orderCreate("SHOP-8").body()).contains("\"is_success\":true");
            assertThat(control.send("GET", "/aliexpress/purchases", "", Map.of())
                            .body())
                    .contains("\"total\":1");
            assertThat(control.send("GET", "/amazon/purchases", "", Map.of()).body())
                    .contains("\"total\":0");
        }
    }

    @Test
    void stockAndParcelsAreSwitchedByHttp() throws IOException {
        try (var supplier = Simulator.start("aliexpress")) {
            var its = new Caller(supplier.url());
            its.orderCreate("SHOP-70");
            String id = supplier.purchases()
                    .byReference("SHOP-70")
                    .orElseThrow()
                    .ids()
                    .getFirst();

            its.send("POST", "/__admin/stock?item=1005006454451334/14:175%23Black&is=3", "", Map.of());
            String stock = its.send("GET", "/__admin/stock", "", Map.of()).body();
            its.send(
                    "POST",
                    "/__admin/ship?order=SHOP-70&carrier=Yanwen&tracking=UF1&lines=14:175%23Black:1",
                    "",
                    Map.of());
            String part = its.orderGet(id).body();
            its.send("POST", "/__admin/ship?order=SHOP-70&tracking=UF2&lines=1005006454451334:1", "", Map.of());
            String whole = its.orderGet(id).body();
            its.send("POST", "/__admin/deliver?order=" + id, "", Map.of());
            String delivered = its.orderGet(id).body();
            its.send("POST", "/__admin/turn?order=SHOP-70&to=unpaid", "", Map.of());
            var wrong = its.send("POST", "/__admin/turn?order=SHOP-70&to=pirates", "", Map.of());

            assertThat(stock).contains("14:175#Black").contains("3");
            assertThat(part).contains("SELLER_PART_SEND_GOODS");
            assertThat(whole).contains("WAIT_BUYER_ACCEPT_GOODS");
            assertThat(delivered).contains("FINISH").contains("BUYER_ACCEPT_GOODS");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body()).contains("unpaid");
        }
    }

    @Test
    void aPortClosedByHttpForAWhileOpensByItself() throws IOException {
        caller.send("POST", "/__admin/situations/refuse?for=3s", "", Map.of());

        await().atMost(Patience.QUIET).until(() -> !simulator.isOpen());
        await().atMost(Patience.QUIET).until(simulator::isOpen);

        assertThat(caller.orderCreate("SHOP-9").body()).contains("\"is_success\":true");
    }

    @Test
    void latencyDelaysEveryAnswer() throws IOException {
        simulator.latency(Duration.ofMillis(120));
        long start = System.nanoTime();

        caller.orderCreate("SHOP-10");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(118));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aliexpress", "amazon"})
    void everySituationCanBeSwitchedOnAndOff(String name) {
        try (var supplier = Simulator.start(name)) {
            for (String situation : supplier.knownSituations()) {
                supplier.situation(situation);
            }

            assertThat(supplier.situations()).hasSameSizeAs(supplier.knownSituations());
            supplier.clear();
            assertThat(supplier.situations()).isEmpty();
            assertThat(supplier.isOpen()).isTrue();
        }
    }

    private static String number(String body) {
        return body.replaceAll(".*\"number\":\\[(\\d+)].*", "$1");
    }
}
