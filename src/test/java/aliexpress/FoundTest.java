package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Task;

class FoundTest {
    private static final String HIDDEN = "{\"error_response\":{\"type\":\"ISP\",\"code\":\"15\","
            + "\"msg\":\"Remote service error\",\"sub_code\":\"isv.insufficient-permission\","
            + "\"sub_msg\":\"Insufficient permission.\"}}";

    private final TestAccount account = new TestAccount();
    private final AliExpress aliexpress = account.open();

    @ParameterizedTest
    @CsvSource({
        "PLACE_ORDER_SUCCESS, '', NO_LOGISTICS, Unpaid",
        "PAYMENT_PROCESSING, '', NO_LOGISTICS, Taken",
        "IN_CANCEL, '', NO_LOGISTICS, Taken",
        "A_NEW_STATUS, '', NO_LOGISTICS, Taken",
        "RISK_CONTROL, '', NO_LOGISTICS, Done",
        "RISK_CONTROL_HOLD, '', NO_LOGISTICS, Done",
        "WAIT_SELLER_EXAMINE_MONEY, '', NO_LOGISTICS, Done",
        "WAIT_SELLER_SEND_GOODS, '', NO_LOGISTICS, Done",
        "SELLER_PART_SEND_GOODS, '', SELLER_SEND_PART_GOODS, Done",
        "WAIT_BUYER_ACCEPT_GOODS, '', SELLER_SEND_GOODS, Done",
        "WAIT_BUYER_ACCEPT_GOODS, CANCELED, SELLER_SEND_GOODS, Rejected",
        "FINISH, '', BUYER_ACCEPT_GOODS, Done",
        "FINISH, '', NO_LOGISTICS, Rejected",
        "FINISH, PAY_TIMEOUT, NO_LOGISTICS, Rejected",
        "'', '', '', Retryable"
    })
    void statusSaysWhatBecameOfTheOrder(String status, String endReason, String logistics, String outcome) {
        var answer = TestAccount.ok(order(status, endReason, logistics));

        var read = read(TestAccount.known(Optional.empty(), "8198352049850001"), answer);

        assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void closedOrderDiedAtTheSupplier() {
        var answer = TestAccount.ok(order("FINISH", "PAY_TIMEOUT", "NO_LOGISTICS"));

        var read = read(TestAccount.known(Optional.empty(), "8198352049850001"), answer);

        assertThat(read).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.cause()).isEqualTo(Cause.DIED_AT_SUPPLIER);
            assertThat(rejected.text()).contains("PAY_TIMEOUT");
        });
    }

    @Test
    void hiddenOrderIsAskedForAgainWhileItIsYoung() {
        var young = TestAccount.known(Optional.of(TestAccount.NOON.minusSeconds(30)), "8198352049850001");

        var read = read(young, TestAccount.ok(HIDDEN));

        assertThat(read).isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void hiddenOrderIsLostWhenItIsOld() {
        var old = TestAccount.known(Optional.of(TestAccount.NOON.minus(Duration.ofMinutes(11))), "8198352049850001");

        var read = read(old, TestAccount.ok(HIDDEN));

        assertThat(read)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.LOST_AT_SUPPLIER));
    }

    @Test
    void failuresOfAReadAreTriedAgain() {
        var task = TestAccount.known(Optional.empty(), "8198352049850001");

        assertThat(read(task, new Answer(503, java.util.Map.of(), "<html>"))).isInstanceOf(Outcome.Retryable.class);
        assertThat(read(task, TestAccount.ok(""))).isInstanceOf(Outcome.Retryable.class);
        assertThat(read(task, new Answer(500, java.util.Map.of(), order("FINISH", "", ""))))
                .isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void orderWithoutKnownNumberCannotBeFound() {
        var task = TestAccount.known(Optional.empty());

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> aliexpress.writeFindOrder(task))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.outcome()).isInstanceOf(Outcome.Unknown.class));
    }

    @Test
    void queryIsSpelledAsAliExpressDoes() {
        var call = aliexpress.writeFindOrder(TestAccount.known(Optional.empty(), "8198352049850001"));

        assertThat(TestAccount.form(call))
                .containsEntry("method", "aliexpress.trade.ds.order.get")
                .containsEntry("single_order_query", "{\"order_id\":\"8198352049850001\"}");
        assertThat(call.mayBuy()).isFalse();
    }

    private Outcome read(Task task, Answer answer) {
        return aliexpress.readFindOrder(task, aliexpress.writeFindOrder(task), answer);
    }

    static String order(String status, String endReason, String logistics) {
        return "{\"aliexpress_trade_ds_order_get_response\":{\"result\":{\"order_status\":\"" + status
                + "\",\"logistics_status\":\"" + logistics + "\",\"pay_timeout_second\":\"86400\","
                + "\"child_order_list\":{\"aeop_child_order_info\":[{\"product_id\":1005006454451334,\"end_reason\":\""
                + endReason + "\"}]}},\"request_id\":\"2102e76417672257000002444\"}}";
    }
}
