package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Json;
import serai.fixture.Patience;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushOffers;
import serai.provider.Turn;
import serai.simulator.shop.WooCommerceShop;

/** How an account shows who it is. */
@Timeout(Patience.HANGS)
class KeysTest {
    private static Call first(Map<String, String> settings) {
        WooCommerce account = new WooCommerce(Rig.context(settings, Clock.systemUTC()));
        return ((Turn.Ask) account.begin(Rig.message("m-1"))).call();
    }

    @Test
    void overHttpsTheKeyIsBasic() {
        var call = first(Rig.settings("admin-url", "https://shop.example"));

        var expected = Base64.getEncoder()
                .encodeToString((WooCommerceShop.KEY + ":" + WooCommerceShop.SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(call.headers()).containsEntry("Authorization", "Basic " + expected);
        assertThat(call.query()).doesNotContain("oauth");
    }

    @Test
    void overPlainHttpTheSecretNeverTravels() {
        var call = first(Rig.settings("admin-url", "http://shop.example"));

        assertThat(call.headers()).doesNotContainKey("Authorization");
        assertThat(call.query())
                .contains("oauth_signature=", "oauth_version=1.0")
                .doesNotContain(WooCommerceShop.SECRET);
    }

    @Test
    void eachCallHasANonceOfItsOwn() throws Exception {
        try (Rig rig = new Rig()) {
            rig.shop.orders().add(727, Rig.NOON);

            rig.outcome(Rig.message("m-1"));
            var second = rig.outcome(Rig.message("m-2"));

            assertThat(second).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void aSkuInAnyScriptIsSignedAsTheStoreReadsIt() throws Exception {
        try (Rig rig = new Rig()) {
            long id = rig.shop.products().simple("衣-Ł'&50%+~ (*)", 1, "10.00");

            rig.done(Rig.offers(Rig.stock("衣-Ł'&50%+~ (*)", 4)), PushOffers.Pushed.class);

            assertThat(rig.shop.products().product(id).path("stock_quantity").asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void aWrongSecretIsToldAsSuch() throws Exception {
        try (Rig rig = new Rig("consumer-secret", "cs_other")) {
            rig.shop.orders().add(727, Rig.NOON);

            var outcome = rig.outcome(Rig.message("m-1"));

            assertThat(((Outcome.Retryable) outcome).cause()).isEqualTo(Cause.CREDENTIALS_REFUSED);
            assertThat(((Outcome.Retryable) outcome).scope()).isEqualTo(Outcome.Scope.CHANNEL);
        }
    }

    @Test
    void aWrongClockIsAMatterOfConfiguration() throws Exception {
        try (Rig rig = new Rig()) {
            rig.pass(Duration.ofMinutes(20));

            var outcome = rig.outcome(Rig.message("m-1"));

            assertThat(((Outcome.Retryable) outcome).cause()).isEqualTo(Cause.CONFIGURATION_WRONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop.example", "ftp://shop.example", "https://"})
    void anAddressThatIsNoneStopsTheStart(String address) {
        var settings = Rig.settings("admin-url", address);

        assertThatThrownBy(() -> first(settings)).hasMessageContaining("admin-url");
    }

    @Test
    void aMissingKeyStopsTheStartAndIsNamed() {
        var settings = Rig.settings("admin-url", "https://shop.example", "consumer-secret", "");

        assertThatThrownBy(() -> first(settings)).hasMessageContaining("consumer-secret");
    }

    @Test
    void theConnectorDeclaresWhatItCan() {
        var works = Rig.connector().works();

        assertThat(works.offers()).isEqualTo(50);
        assertThat(works.orders() && works.hooks()).isTrue();
        assertThat(Json.write(Rig.connector().settings())).contains("\"key\":\"consumer-secret\"");
    }
}
