package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.simulator.PushSender;

class PushMessageTest {
    private static final String BODY = "{\"data\":{\"buyerId\":1861703697,\"orderId\":1105933950463697,"
            + "\"orderStatus\":\"OrderShipped\"},\"message_type\":53,\"seller_id\":\"1234\",\"site\":\"ae_global\","
            + "\"timestamp\":1767225600}";
    /** Computed outside of Java for app key 12345678 and secret helloworld. */
    private static final String SIGNATURE = "94dcbb58bbd4c84b828cc9d8331667f8f8f2822379c42e8fd43c36b84ab43921";

    private final AliExpress aliexpress = new TestAccount().open();

    @Test
    void signedMessageNamesItsOrder() {
        var numbers = aliexpress.supplierOrderIds(Map.of("Authorization", SIGNATURE), bytes(BODY));

        assertThat(numbers).contains(List.of("1105933950463697"));
    }

    @Test
    void caseOfHeaderAndSignatureDoesNotMatter() {
        var headers = Map.of("aUTHORIZATION", SIGNATURE.toUpperCase(Locale.ROOT));

        assertThat(aliexpress.supplierOrderIds(headers, bytes(BODY))).isPresent();
    }

    @Test
    void whatTheSenderOfTheSimulatorSignsIsTheSame() {
        assertThat(PushSender.signature(bytes(BODY))).isEqualTo(SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "94dcbb58bbd4c84b828cc9d8331667f8f8f2822379c42e8fd43c36b84ab43922", "☃"})
    void otherSignatureIsForged(String signature) {
        assertThat(aliexpress.supplierOrderIds(Map.of("Authorization", signature), bytes(BODY)))
                .isEmpty();
        assertThat(aliexpress.supplierOrderIds(Map.of(), bytes(BODY))).isEmpty();
    }

    @Test
    void oneChangedByteIsForged() {
        assertThat(aliexpress.supplierOrderIds(
                        Map.of("Authorization", SIGNATURE), bytes(BODY.replace("463697", "463698"))))
                .isEmpty();
    }

    @Test
    void withoutASecretNothingIsBelieved() {
        var account = new TestAccount();
        account.settings.put("app-secret", "");

        assertThat(account.open().supplierOrderIds(Map.of("Authorization", SIGNATURE), bytes(BODY)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not JSON",
                "{}",
                "{\"data\":{\"orderStatus\":\"OrderShipped\"}}",
                "{\"data\":{\"orderId\":\"1; drop\"}}",
                "{\"data\":{\"orderId\":1.5}}",
                "{\"message_type\":65,\"data\":\"authorization ends\"}"
            })
    void signedMessageWithoutAnOrderIsNothingToDo(String body) {
        var headers = Map.of("Authorization", PushSender.signature(bytes(body)));

        assertThat(aliexpress.supplierOrderIds(headers, bytes(body))).contains(List.of());
    }

    @Test
    void numbersMayBeTextAndDataMayBeJsonInText() {
        var textual = PushMessage.read(bytes("{\"data\":{\"orderId\":\"1105933950463697\"}}"));
        var nested = PushMessage.read(
                bytes("{\"data\":\"{\\\"order_id\\\":1105933950463697}\",\"timestamp\":\"1767225600000\"}"));

        assertThat(textual).contains(new PushMessage("1105933950463697", "", Optional.empty()));
        assertThat(nested)
                .contains(new PushMessage("1105933950463697", "", Optional.of(Instant.parse("2026-01-01T00:00:00Z"))));
    }

    @Test
    void statusAndSecondsAreRead() {
        assertThat(PushMessage.read(bytes(BODY)))
                .contains(new PushMessage(
                        "1105933950463697", "OrderShipped", Optional.of(Instant.parse("2026-01-01T00:00:00Z"))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
