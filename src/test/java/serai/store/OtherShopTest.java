package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.shopifyOrder;
import static serai.store.Stored.utf8;
import static serai.store.Stored.wooCommerceOrder;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.deadletter.Rereader;
import serai.dispatch.Dispatch;
import serai.intake.UnreadMessages;
import serai.provider.Cause;

/** Deliveries with the right secret from another shop than the store's: copies keep webhooks and secret. */
class OtherShopTest {
    private static final String ADMIN = ", adminUrl: \"https://shop.example\"";

    @TempDir
    Path folder;

    private Deliveries in;

    @AfterEach
    void close() {
        in.close();
    }

    @BeforeEach
    void open() throws Exception {
        in = new Deliveries(folder).selling("AE-1005006-BLK-22", "AE-HOOD-L");
    }

    /** Opens others that have these keys, too. */
    private void open(String ofLoop, String ofGross) throws Exception {
        in.close();
        in = new Deliveries(Files.createDirectory(folder.resolve("others")), ofLoop, ofGross)
                .selling("AE-1005006-BLK-22", "AE-HOOD-L");
    }

    /** Automattic/woocommerce-payments#5266: a cloned site talks as if it were the original. */
    @Test
    void aStagingCopyBuysNothingAndDoesNotTakeTheRealOrdersPlace() throws Exception {
        open("", ADMIN);

        int answer = in.woo("order.created", wooCommerceOrder(), "https://staging.shop.example/");

        assertThat(answer).isEqualTo(200);
        assertThat(in.received("727")).isEmpty();
        assertThat(in.standings()).isEmpty();
        assertThat(in.parked())
                .containsExactly("OTHER_SHOP: it came from staging.shop.example, while store gross is shop.example; it"
                        + " speaks of order 727 there");
        assertThat(in.dispatches()).singleElement().satisfies(letter -> {
            assertThat(letter.order()).isEmpty();
            assertThat(letter.channel()).isEqualTo(Dispatch.INTAKE);
        });

        in.woo("order.created", wooCommerceOrder(), "https://shop.example/");

        assertThat(in.bought()).containsExactly("1 S-AE-HOOD-L");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "http://shop.example/",
                "https://www.shop.example/",
                "https://SHOP.example:443/",
                "https://shop.example/de/",
                "https://shop.example/?lang=fr"
            })
    void theSameShopIsKnownHoweverItIsReached(String source) throws Exception {
        open("", ADMIN);

        in.woo("order.created", wooCommerceOrder(), source);

        assertThat(in.bought()).hasSize(1);
    }

    /** WP Staging makes copies in a folder, a multisite has its shops there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/staging/",
                "https://shop.example:8443/",
                "https://dev.shop.example/",
                "https://shop.example.stage.host.example/",
                "https://shop2.example/"
            })
    void anotherNameFolderOrPortIsAnotherShop(String source) throws Exception {
        open("", ADMIN);

        in.woo("order.updated", wooCommerceOrder(), source);

        assertThat(in.bought()).isEmpty();
        assertThat(in.parked()).singleElement().asString().startsWith("OTHER_SHOP: ");
    }

    @Test
    void withoutAnAddressInItsEntryTheStoreIsWhoSpokeFirst() throws Exception {
        open("", "");

        in.woo("order.created", wooCommerceOrder(), "https://shop.example/");
        in.woo("order.updated", wooCommerceOrder(), "https://copy.example/");

        assertThat(in.bought()).hasSize(1);
        assertThat(in.parked()).singleElement().asString().startsWith("OTHER_SHOP: it came from copy.example");
    }

    @Test
    void anAddressInsideANetworkSaysNothingAboutTheShopsName() throws Exception {
        open("", ", adminUrl: \"http://127.0.0.1:8088\"");

        in.woo("order.created", wooCommerceOrder(), "https://shop.example/");

        assertThat(in.bought()).hasSize(1);
    }

    @Test
    void whereTheAdminAddressIsNotTheShopsNameTheEntrySaysIt() throws Exception {
        open("", ADMIN.replace("shop.example", "backend.example") + ", sourceUrl: \"https://shop.example/\"");

        in.woo("order.created", wooCommerceOrder(), "https://shop.example/");

        assertThat(in.bought()).hasSize(1);
    }

    @Test
    void aDeliveryThatDoesNotSayWhoSentItIsTaken() throws Exception {
        open("", ADMIN);

        in.woo("order.created", wooCommerceOrder());

        assertThat(in.bought()).hasSize(1);
    }

    @Test
    void aCopyNeitherCancelsNorDeletesTheRealOrder() throws Exception {
        open("", ADMIN);
        in.woo("order.created", wooCommerceOrder(), "https://shop.example/");

        in.woo("order.deleted", utf8("{\"id\":727}"), "https://staging.shop.example/");

        assertThat(in.standings()).containsExactly("727 PLACE");
        assertThat(in.bought()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"loop.myshopify.com, 2", "loop-dev.myshopify.com, 0"})
    void aDevelopmentShopOfTheSameAppIsNotTheStore(String domain, int bought) throws Exception {
        open(", adminUrl: \"https://loop.myshopify.com\"", "");

        in.shopify("orders/paid", shopifyOrder(), domain);

        assertThat(in.bought()).hasSize(bought);
        assertThat(in.parked()).hasSize(bought == 0 ? 1 : 0);
    }

    @Test
    void aPersonsWordMakesAnotherShopSpeakForTheStore() throws Exception {
        open("", ADMIN);
        in.woo("order.created", wooCommerceOrder(), "https://moved.example/");
        Dispatch letter = in.dispatches().getFirst();
        var unread = new UnreadMessages(in.stores, in.orders, in.ledger);

        var reading = (Rereader.Reading.Understood) unread.read(letter.store(), letter.request());

        assertThat(letter.cause()).contains(Cause.OTHER_SHOP);
        assertThat(reading.objection())
                .map(Rereader.Objection::why)
                .contains("it came from moved.example, while store gross is shop.example");
        in.ledger.commit(tx -> reading.recording().record(tx, "ann", letter.traceparent(), in.clock.instant()));
        assertThat(in.bought()).hasSize(1);
        in.woo(
                "order.created",
                Stored.changed(wooCommerceOrder(), order -> order.put("id", 728)),
                "https://moved.example/");
        assertThat(in.bought()).hasSize(2);
        assertThat(((Rereader.Reading.Understood) unread.read(letter.store(), letter.request())).objection())
                .isEmpty();
    }

    /** IDN.toASCII and what addresses look like in the wild. */
    @ParameterizedTest
    @CsvSource({
        "https://www.Bücher.example/, xn--bcher-kva.example",
        "https://shop.example/index.php, shop.example",
        "https://shop.example//shop/, shop.example/shop",
        "https://user@shop.example./, shop.example",
        "loop.myshopify.com, loop.myshopify.com"
    })
    void anAddressIsReducedToWhatNamesTheShop(String said, String reduced) throws Exception {
        open("", "");

        assertThat(ShopAddress.of(said)).map(ShopAddress::toString).contains(reduced);
        assertThat(ShopAddress.of("not a shop/<script>")).isEmpty();
    }
}
