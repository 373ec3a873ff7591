package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.provider.Cause;
import serai.provider.Connector;

class ErrorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL",
                "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_CN_INVALID",
                "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_NOT_MATCH",
                "DELIVERY_METHOD_NOT_EXIST",
                "PRICE_PAY_CURRENCY_ERROR",
                "INVENTORY_HOLD_ERROR",
                "BLACKLIST_BUYER_IN_LIST",
                "USER_ACCOUNT_DISABLED",
                "REPEATED_ORDER_ERROR",
                "ERROR_WHEN_BUILD_FOR_PLACE_ORDER",
                "A001_ORDER_CANNOT_BE_PLACED",
                "A002_INVALID_ZONE",
                "A003_SUSPICIOUS_BUYER",
                "A004_CANNOT_USER_COUPON",
                "A005_INVALID_COUNTRIES",
                "A006_INVALID_ACCOUNT_INFO",
                "SKU_NOT_EXIST",
                "PRODUCT_NOT_EXIST",
                "ITEM_ID_NOT_FOUND",
                "Item is not allowed to this country",
                "IllegalAccessToken",
                "IllegalRefreshToken",
                "InvalidCode",
                "IncompleteSignature",
                "InvalidSignature",
                "25",
                "InvalidAppkey",
                "IllegalTimestamp",
                "InsufficientPermission",
                "InvalidApiPath",
                "MissingParameter",
                "UnsupportedParamMapping",
                "40",
                "41",
                "AppWhiteIpLimit",
                "ApiCallLimit",
                "AppApiCallLimit",
                "AppCallLimit",
                "15",
                "isp.service-unavailable",
                "isp.http-read-timeout",
                "isp.remote-service-error",
                "isv.insufficient-permission",
                "isv.account-migration-check-fail",
                "isv.402",
                "isv.anything-else",
                "ServiceTimeout",
                "ServiceUnavailable",
                "InternalError",
                "SystemError",
                "AUTH_TYPE_UNSUPPORTED",
                "7",
                "accesscontrol.limited-by-app-access-count"
            })
    void everyKnownCodeHasARow(String code) {
        assertThat(TestAccount.ERRORS.find("place-order", 200, code, "")).isPresent();
    }

    /** The code says only that the address is wrong; who has to act stands in the words. */
    @ParameterizedTest
    @CsvSource({
        "'Please enter a 8-digit national address in right format, eg. ABCD1234.', BUYER_DATA_MISSING",
        "Please enter passport number, BUYER_DATA_MISSING",
        "Please select a State/Province/County, ADDRESS_INVALID",
        "Please enter your first name, ADDRESS_INVALID",
        "Please select a Country/Region, NOT_DELIVERABLE"
    })
    void theWordsBesideAnAddressCodeSayWhatIsMissing(String words, Cause cause) {
        assertThat(TestAccount.ERRORS.find("place-order", 200, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", words))
                .hasValueSatisfying(row -> assertThat(row.cause()).isEqualTo(cause));
    }

    @ParameterizedTest
    @ValueSource(strings = {"605", "602", "404", "ITEM_ID_NOT_FOUND", "All SKU Unsaleable"})
    void everyCodeOfAProductReadHasARow(String code) {
        assertThat(TestAccount.ERRORS.find("read-product", 200, code, "")).isPresent();
    }

    @Test
    void everyRowNamesItsSourceAndItsDelayIsADuration() {
        assertThat(TestAccount.ERRORS.rows()).allSatisfy(row -> {
            assertThat(row.source()).isNotBlank();
            row.delay().ifPresent(delay -> assertThat(Duration.parse(delay)).isPositive());
        });
    }

    @Test
    void connectorDescribesItself() {
        var connectors = Connector.load(Path.of("connectors"));

        assertThat(connectors)
                .filteredOn(connector -> connector.name().equals("aliexpress"))
                .singleElement()
                .satisfies(connector -> {
                    assertThat(connector.account()).isEqualTo(AliExpress.class.getName());
                    assertThat(connector.unknown().resolve()).isEqualTo(Connector.Resolution.REPEAT);
                    assertThat(connector.unknown().window()).contains(Duration.ofHours(23));
                    assertThat(connector.settings())
                            .extracting(Connector.Setting::key)
                            .containsExactlyInAnyOrderElementsOf(new TestAccount().settings.keySet());
                    assertThat(connector.settings())
                            .filteredOn(Connector.Setting::secret)
                            .extracting(Connector.Setting::key)
                            .containsExactly("app-secret", "access-token", "refresh-token");
                    assertThat(connector.settings().getFirst().defaultValue())
                            .isEqualTo(Optional.of("https://api-sg.aliexpress.com"));
                    assertThat(connector.channel()).containsEntry("pace", "100").containsEntry("window", "400");
                });
    }
}
