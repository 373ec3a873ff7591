package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.Secret;
import serai.inventory.StockPolicy;
import serai.inventory.StockPolicy.WhenOld;

/** The keys of {@code stores.yaml} that say what goes back to a store. */
class OutgoingKeysTest {
    @Test
    void everyKeyIsRead() {
        var yaml = """
                - id: a
                  platform: shopify
                  webhookSecret: s
                  webhookUrl: https://a.example/hook?x=1
                  signingSecret: ${SIGNING}
                  locationId: "71"
                  apiVersion: 2026-07
                  notifyCustomer: false
                  pushTracking: false
                  callbackKey: long-and-random
                  pushStock: false
                  stockBuffer: 3
                  stockMaxAge: 30m
                  stockWhenOld: zero
                  priceFactor: "1.85"
                  currency: EUR
                """;

        var outgoing = Stores.parse("stores.yaml", yaml, Map.of("SIGNING", "hush"))
                .all()
                .iterator()
                .next()
                .outgoing();

        assertThat(outgoing)
                .isEqualTo(new Outgoing(
                        Optional.of(URI.create("https://a.example/hook?x=1")),
                        Optional.of(new Secret("hush")),
                        Optional.of("71"),
                        Optional.of("2026-07"),
                        false,
                        false,
                        Optional.of(new Secret("long-and-random")),
                        new StockPolicy(
                                3,
                                Duration.ofMinutes(30),
                                WhenOld.ZERO,
                                false,
                                Optional.of(new BigDecimal("1.85")),
                                Optional.of("EUR"))));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        assertThat(Stored.GENERIC.outgoing()).isEqualTo(Outgoing.USUAL);
        assertThat(Outgoing.USUAL.pushTracking()).isTrue();
        assertThat(Outgoing.USUAL.notifyCustomer()).isTrue();
        assertThat(Outgoing.USUAL.stock())
                .isEqualTo(new StockPolicy(
                        0, Duration.ofHours(24), WhenOld.FREEZE, true, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"1m, PT1M", "24h, PT24H", "2d, PT48H"})
    void anAgeCarriesItsUnit(String written, Duration expected) {
        var store = Stored.store("- {id: a, platform: generic, apiKey: k, stockMaxAge: " + written + "}");

        assertThat(store.outgoing().stock().maxAge()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            webhookUrl: 'https://x.example'                        | signingSecret is missing
            signingSecret: pssst                                   | webhookUrl is missing
            webhookUrl: 'ftp://u:pssst@x', signingSecret: pssst    | webhookUrl must be an address
            webhookUrl: '/pssst', signingSecret: pssst             | webhookUrl must be an address
            notifyCustomer: 'pssst'                                | notifyCustomer must be true or false, without quotes
            pushTracking: 1                                        | pushTracking must be true or false, without quotes
            pushStock:                                             | pushStock must be true or false, without quotes
            stockBuffer: -1                                        | stockBuffer must be a whole number from 0
            stockBuffer: '2'                                       | stockBuffer must be a whole number from 0
            stockBuffer: 99999999999                               | stockBuffer must be a whole number from 0
            stockMaxAge: 24                                        | stockMaxAge must be text; put it in quotes
            stockMaxAge: 0h                                        | stockMaxAge must be a time such as 30m, 24h or 2d
            stockMaxAge: pssst                                     | stockMaxAge must be a time such as 30m, 24h or 2d
            stockWhenOld: pssst                                    | stockWhenOld must be freeze or zero
            priceFactor: 1.8                                       | priceFactor must be text; put it in quotes
            priceFactor: '0.0'                                     | priceFactor must be a number above 0
            priceFactor: '1,8'                                     | priceFactor must be a number above 0
            priceFactor: '-1'                                      | priceFactor must be a number above 0
            currency: eur                                          | currency must be three capital letters
            currency: pssst                                        | currency must be three capital letters
            callbackKey: ''                                        | callbackKey has no value
            locationId: 71                                         | locationId must be text; put it in quotes
            apiVersion: '${UNSET}'                                 | apiVersion environment variable UNSET is not set
            webhookurl: pssst                                      | webhookurl is no key of a store
            """)
    void aFaultNamesStoreKeyAndFixButNoValue(String keys, String message) {
        String yaml = "- {id: a, platform: generic, apiKey: pssst, " + keys + "}";

        assertThatThrownBy(() -> Stores.parse("stores.yaml", yaml, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("stores.yaml, store a: ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("pssst");
    }

    @Test
    void whatIsSecretIsNotShown() {
        var store = Stored.store("- {id: a, platform: generic, apiKey: pssst, callbackKey: pssst,"
                + " webhookUrl: 'https://x.example', signingSecret: pssst}");

        assertThat(store.toString()).doesNotContain("pssst");
    }

    @Test
    void theExamplesOfTheShippedFileAreStores() throws IOException {
        String examples = Files.readString(Path.of("config/stores.yaml"))
                .lines()
                .dropWhile(line -> !line.startsWith("# - id:"))
                .filter(line -> line.startsWith("#"))
                .map(line -> line.substring(Math.min(2, line.length())))
                .map(line -> line.replaceAll("\\$\\{[A-Z_]+}", "from-the-environment"))
                .reduce("", (all, line) -> all + line + "\n");

        var stores = Stores.parse("stores.yaml", examples, Map.of());

        assertThat(stores.all()).hasSize(3).allMatch(Store::canBeTold);
    }
}
