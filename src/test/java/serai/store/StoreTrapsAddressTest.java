package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.wooCommerceOrder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Address;

/** The traps of store platforms in addresses: a test for each. */
class StoreTrapsAddressTest {
    private Deliveries in;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        in = new Deliveries(folder).selling("AE-1005006-BLK-22", "AE-HOOD-L", "SET");
    }

    @AfterEach
    void close() {
        in.close();
    }

    @Test
    void anOrderWithoutAddressAndCustomerIsParkedWithTheReason() {
        in.shopify(
                "orders/paid",
                shopify(order -> order.putNull("shipping_address").putNull("customer")));

        assertThat(in.bought()).isEmpty();
        assertThat(in.parked()).singleElement().asString().contains("the store sent no delivery address");
    }

    @Test
    void aTelephoneNumberIsLookedForInFourPlaces() {
        Consumer<ObjectNode> noneInTheAddress = order -> ((ObjectNode) order.get("shipping_address")).putNull("phone");
        in.shopify("orders/paid", shopify(noneInTheAddress.andThen(order -> {
            order.put("phone", "+48 600 100 201");
            ((ObjectNode) order.get("customer")).put("phone", "+48 600 100 202");
        })));
        in.shopify("orders/paid", shopify(noneInTheAddress.andThen(order -> {
            order.put("id", 2);
            ((ObjectNode) order.get("customer")).put("phone", "+48 600 100 202");
        })));
        in.shopify("orders/paid", shopify(noneInTheAddress.andThen(order -> order.put("id", 3))));

        assertThat(in.requests())
                .extracting(request -> request.shipTo().phone())
                .containsExactlyInAnyOrder("+48 600 100 201", "+48 600 100 202", "+48 600 100 200");
    }

    @Test
    void namesAndStreetsInAnyScriptReachTheSuppliersOrderAsTheyWere() {
        String name = "衛 Łucja e\u0301 🧦 عمر";
        in.shopify(
                "orders/paid",
                shopify(order -> ((ObjectNode) order.get("shipping_address"))
                        .put("name", name)
                        .put("address1", "ул. Ленина 5")));

        assertThat(shipTo().name()).isEqualTo(name);
        assertThat(shipTo().line1()).isEqualTo("ул. Ленина 5");
    }

    @Test
    void htmlEntitiesAreDecodedOnce() {
        in.woo(
                "order.created",
                woo(order -> ((ObjectNode) order.get("shipping")).put("company", "Groß &amp; S&amp;amp;hne")));

        assertThat(shipTo().company()).isEqualTo("Groß & S&amp;hne");
    }

    @Test
    void provinceCodesOfBothPlatformsMeanTheSameAndAMissingOneFallsBackToTheName() {
        in.woo(
                "order.created",
                woo(order -> ((ObjectNode) order.get("shipping"))
                        .put("country", "JP")
                        .put("state", "JP13")));
        in.shopify(
                "orders/paid",
                shopify(order -> ((ObjectNode) order.get("shipping_address"))
                        .put("country_code", "JP")
                        .put("province_code", "JP-13")));
        in.shopify(
                "orders/paid",
                shopify(order -> ((ObjectNode) order.put("id", 2).get("shipping_address"))
                        .putNull("province_code")
                        .put("province", "Łódzkie")));

        assertThat(in.requests())
                .extracting(request -> request.shipTo().region())
                .containsExactlyInAnyOrder("13", "13", "Łódzkie");
    }

    @Test
    void anAddressWithoutPostalCodeIsBought() {
        in.shopify(
                "orders/paid",
                shopify(order -> ((ObjectNode) order.get("shipping_address"))
                        .put("country_code", "HK")
                        .putNull("zip")));

        assertThat(shipTo().postalCode()).isEmpty();
        assertThat(in.parked()).isEmpty();
    }

    private Address shipTo() {
        return in.requests().getFirst().shipTo();
    }

    private static byte[] shopify(Consumer<ObjectNode> change) {
        return changed(shopifyOrder(), change);
    }

    private static byte[] woo(Consumer<ObjectNode> change) {
        return changed(wooCommerceOrder(), change);
    }
}
