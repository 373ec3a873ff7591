package serai.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.provider.Carrier;

class CarriersTest {
    private static final Carriers CARRIERS = Carriers.load(Path.of("connectors/carriers.yaml"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "AliExpress standard shipping, Cainiao, ",
        "AliExpress Selection Standard, Cainiao, ",
        "CAINIAO_STANDARD, Cainiao, ",
        "CAINIAO_FULFILLMENT_STD, Cainiao, ",
        "Cainiao Super Economy Global, Cainiao, ",
        "4PX RM, 4PX, 4PX",
        "YunExpress, YunExpress, YunExpress",
        "China Post Registered Air Mail, China Post, China Post",
        "ePacket, China Post, China Post",
        "EMS, China Post, China Post",
        "SF_EXPRESS, SF Express, SF Express",
        "UPS, UPS, UPS",
        "UPS Ground, UPS, UPS",
        "UPSMI, UPSMI, ",
        "USPS, USPS, USPS",
        "FedEx, FedEx, FedEx",
        "FEDEX_GROUND, FedEx, FedEx",
        "DHL, DHL, DHL Express",
        "DHL eCommerce, DHL eCommerce, DHL eCommerce",
        "Amazon Logistics, Amazon Logistics, Amazon",
        "AMZN_US, Amazon Logistics, Amazon",
        "AMZL, Amazon Logistics, Amazon",
        "AMZN_UK, Amazon Logistics UK, Amazon Logistics UK",
        "Royal Mail, Royal Mail, Royal Mail",
        "DPD, DPD, DPD",
        "DPD UK, DPD UK, DPD UK",
        "GLS, GLS, GLS",
        "Colissimo, Colissimo, Colissimo",
        "LaPoste, La Poste, La Poste",
        "Correos, Correos, Correos",
        "Correios, Correios, Correios",
        "Poste Italiane, Poste Italiane, Poste Italiane",
        "PostNL, PostNL, PostNL",
        "InPost, InPost, ",
        "postnord, PostNord, "
    })
    void suppliersWordsBecomeTheNamesThatOthersKnow(String words, String name, String shopify) {
        Carrier carrier = CARRIERS.of(words, "X1", "");

        assertThat(carrier.supplierName()).isEqualTo(words);
        assertThat(carrier.name()).isEqualTo(name);
        assertThat(carrier.names().get("shopify")).isEqualTo(shopify);
    }

    /**
     * The numbers are the test numbers of jkeen/tracking_number_data, couriers/usps.json, ups.json, amazon.json, and for
     * the first one of yohaybn/HA_aliexpress_package_tracker_sensor#8, where AliExpress showed it.
     */
    @ParameterizedTest
    @CsvSource({
        "420537049200190333885202055737, USPS",
        "9400100000000000000000, USPS",
        "9361 2898 7870 0317 6337 95, USPS",
        "92748931507708513018050063, USPS",
        "4201002334249200190132607600833457, USPS",
        "LZ123456785US, USPS",
        "1Z5R89390357567127, UPS",
        "TBA502887274000, Amazon Logistics",
        "RB123456785GB, Royal Mail",
        "AB123456785BR, Correios",
        "LP00123456789CN, Cainiao",
        "LV123456785CN, Cainiao",
        "63590000017347601815002, Cainiao",
        "00340434292135100186, Cainiao"
    })
    void aForwarderIsNotTheCarrierOfANumberThatIsPlainlyAnothers(String number, String name) {
        assertThat(CARRIERS.of("AliExpress standard shipping", number, "").name())
                .isEqualTo(name);
        assertThat(CARRIERS.of("CAINIAO_STANDARD", number, "").name()).isEqualTo(name);
        assertThat(CARRIERS.of("Royal Mail", number, "").name())
                .as("a carrier by name is that carrier")
                .isEqualTo("Royal Mail");
    }

    @Test
    void aNumberWithoutACarriersNameFindsItsCarrierAndPage() {
        Carrier carrier = CARRIERS.of("", "9400100000000000000000", "");

        assertThat(carrier.name()).isEqualTo("USPS");
        assertThat(carrier.nameFor("shopify")).isEqualTo("USPS");
        assertThat(carrier.url()).contains("usps.com").endsWith("9400100000000000000000");
    }

    @Test
    void trackingNumberGoesIntoTheAddressEncoded() {
        assertThat(CARRIERS.of("UPS", " 1Z 9&9 ", "").url()).isEqualTo("https://www.ups.com/track?tracknum=1Z%209%269");
    }

    @Test
    void suppliersOwnPageGoesBeforeOurs() {
        assertThat(CARRIERS.of("UPS", "1Z", "https://www.swiship.com/track?id=1Z")
                        .url())
                .isEqualTo("https://www.swiship.com/track?id=1Z");
    }

    @Test
    void parcelWithoutANumberHasNoAddress() {
        assertThat(CARRIERS.of("UPS", "", "").url()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pigeon Post", "", "Übersee-Kurier"})
    void unknownCarrierPassesThroughWithTheSuppliersPage(String words) {
        assertThat(CARRIERS.of(words, "P1", "https://pigeons.example/P1"))
                .isEqualTo(new Carrier(words, words, Map.of(), "https://pigeons.example/P1"));
        assertThat(CARRIERS.of(words, "P1", "").url()).isEmpty();
    }

    @Test
    void everyCarrierIsFoundByItsOwnNameAndHasAnAddressThatParses() {
        assertThat(CARRIERS.names())
                .hasSizeGreaterThan(34)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> {
                    Carrier carrier = CARRIERS.of(name, "AB123", "");
                    assertThat(carrier.name()).isEqualTo(name);
                    assertThat(Set.of("https", "")).contains(carrier.url().isEmpty() ? "" : scheme(carrier.url()));
                });
    }

    private static String scheme(String url) {
        return URI.create(url).getScheme();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- { name: A, match: ['['] } | A",
                "- { name: A } | something to match",
                "- { name: A, match: [a], url: 'http://a/{number}' } | https",
                "- { name: A, match: [a], url: 'https://a/' } | {number}"
            })
    void rowThatIsWrongIsNamed(String row, String says) throws IOException {
        Path file = Files.writeString(folder.resolve("carriers.yaml"), "carriers:\n  " + row + "\n");

        assertThatThrownBy(() -> Carriers.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carriers.yaml")
                .hasMessageContaining(says);
    }

    @Test
    void fieldThatNobodyKnowsIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("carriers.yaml"), "carriers:\n  - { name: A, matches: [a] }\n");

        assertThatThrownBy(() -> Carriers.load(file)).hasMessageContaining("matches");
    }
}
