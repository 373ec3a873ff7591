package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.intake.AskedShops.GROSS;
import static serai.intake.AskedShops.KEYLESS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.DispatchState;
import serai.provider.Cause;

/**
 * A WooCommerce order with a refunded line as it came, byte for byte; the shop answers with the refund's lines
 * (woocommerce/woocommerce-ios#1859).
 */
@Timeout(120)
class RefundCasesTest {
    private static final long ORDER = 9501;
    private static final String CAP_REFUNDED = file("refunds-answer");
    private static final String ALL_REFUNDED = CAP_REFUNDED.replace(
            "\"line_items\": [",
            "\"line_items\": [{\"id\": 190, \"product_id\": 71, \"quantity\": -1, \"sku\": \"TEE\", \"total\":"
                    + " \"-19.95\", \"meta_data\": [{\"id\": 2, \"key\": \"_refunded_item_id\", \"value\": \"1\"}]},");

    @TempDir
    Path folder;

    private static AskedShops.Shops them;
    private AskedShops shops;

    @BeforeAll
    static void openShops() throws Exception {
        them = new AskedShops.Shops();
    }

    @AfterAll
    static void closeShops() {
        them.close();
    }

    @BeforeEach
    void open() {
        shops = new AskedShops(them, folder);
        shops.clock.advance(Duration.ofDays(10));
    }

    @AfterEach
    void close() {
        shops.close();
    }

    @Test
    void anOrderOnHoldOfWhichALineIsRefundedBeforeItIsPaidIsBoughtWithoutThatLine() {
        shops.gross.orders().put(file("on-hold"));
        deliver(GROSS, "on-hold");
        shops.round();
        assertThat(shops.bought).isEmpty();
        shops.gross.orders().put(file("processing-with-refund"));
        shops.gross.orders().refunds(ORDER, CAP_REFUNDED);

        deliver(GROSS, "processing-with-refund");
        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE");
        assertThat(shops.asked("read-refunds")).isPositive();
    }

    @Test
    void aRefundedLineInTheFirstWordOfAnOrderIsNotBought() {
        shops.gross.orders().put(file("processing-with-refund"));
        shops.gross.orders().refunds(ORDER, CAP_REFUNDED);

        deliver(GROSS, "processing-with-refund");
        shops.round();

        assertThat(shops.bought).containsExactly("1 TEE");
    }

    @Test
    void whereAllGoodsAreRefundedNothingIsBought() {
        shops.gross.orders().put(file("processing-with-refund"));
        shops.gross.orders().refunds(ORDER, ALL_REFUNDED);

        OrderId order = deliver(GROSS, "processing-with-refund");
        shops.round();
        shops.advance(Duration.ofMinutes(5));

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).state()).isEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void withoutKeysAnOrderThatShowsARefundWaitsForAPerson() {
        OrderId order = deliver(KEYLESS, "processing-with-refund");
        shops.round();

        assertThat(shops.bought).isEmpty();
        assertThat(shops.dispatch(order).cause()).contains(Cause.REFUND_UNCLEAR);
    }

    private OrderId deliver(StoreId store, String name) {
        try {
            byte[] body = file(name).getBytes(StandardCharsets.UTF_8);
            return shops.deliver(store, "woocommerce:order.updated", Json.write(Json.read(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String name) {
        try (var stream =
                RefundCasesTest.class.getResourceAsStream("/serai/cases/03-woo-partial-refund/" + name + ".json")) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
