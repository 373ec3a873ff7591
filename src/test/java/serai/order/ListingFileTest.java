package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;

class ListingFileTest {
    private static final String HEADER =
            "store,sku,channel,productId,variant,supplierSku,quantity,maxUnitCost,currency,shippingService\n";

    @Test
    void aRowBecomesAListing() {
        var file = HEADER + "demo,TEE-RED-M,aliexpress,1005006,14:175#Black,,3,12.50,USD,CAINIAO_STANDARD\n";

        var listings = ListingFile.parse("listings.csv", utf8(file));

        assertThat(listings)
                .containsExactly(new Listing(
                        new StoreId("demo"),
                        new Sku("TEE-RED-M"),
                        new ChannelName("aliexpress"),
                        "1005006",
                        "14:175#Black",
                        "",
                        3,
                        Optional.of(Money.of("12.50", "USD")),
                        "CAINIAO_STANDARD"));
    }

    @Test
    void columnsAreFoundByNameInAnyOrderAfterAByteOrderMark() {
        var header =
                "\uFEFFsku,store,supplierSku,channel,currency,maxUnitCost,quantity,variant,productId,shippingService\r\n";
        var file = header + "\"Hoodie 衛衣, L\", demo ,AMZ-1,amazon,,,,,,\r\n\r\n";

        var listings = ListingFile.parse("listings.csv", utf8(file));

        assertThat(listings)
                .containsExactly(new Listing(
                        new StoreId("demo"),
                        new Sku("Hoodie 衛衣, L"),
                        new ChannelName("amazon"),
                        "",
                        "",
                        "AMZ-1",
                        1,
                        Optional.empty(),
                        ""));
    }

    /** Since 1 July 2026 the EU takes a duty for each tariff line of a small parcel: shops keep code and origin per SKU. */
    @Test
    void aFileMaySayWhatCustomsAskAndAnOldOneNeedNot() {
        var file = HEADER.strip() + ",hsCode,originCountry\n"
                + "demo,TEE,aliexpress,1005006,,,1,,,,6109.10.00,CN\n"
                + "demo,MUG,aliexpress,1005007,,,1,,,,,\n";

        var listings = ListingFile.parse("listings.csv", utf8(file));

        assertThat(listings).extracting(Listing::hsCode).containsExactly("61091000", "");
        assertThat(listings).extracting(Listing::originCountry).containsExactly("CN", "");
        assertThat(ListingFile.parse("listings.csv", utf8(HEADER + "demo,TEE,aliexpress,1005006,,,1,,,\n")))
                .extracting(Listing::hsCode)
                .containsExactly("");
    }

    @Test
    void whatCustomsWouldNotUnderstandIsNamedByLineAndColumn() {
        var file = HEADER.strip() + ",originCountry,hsCode\n" + "demo,TEE,aliexpress,1,,,1,,,,China,61\n";

        assertThatThrownBy(() -> ListingFile.parse("listings.csv", utf8(file)))
                .hasMessageContaining("line 2, column hsCode: must have 6 to 10 digits, such as 6109.10, was \"61\"")
                .hasMessageContaining(
                        "line 2, column originCountry: must be two capital letters of ISO 3166, such as CN");
    }

    @Test
    void theShippedFileIsJustTheHeader() throws IOException {
        assertThat(ListingFile.read(Path.of("config/listings.csv"))).isEmpty();
    }

    @Test
    void everyFaultIsNamedByLineAndColumn() {
        var file = HEADER + "demo,A,aliexpress,1,,,,,,\n"
                + "Demo!,,Ali Express,1,,,0,1,USD,\n"
                + "\n"
                + "demo,B,aliexpress,1,,,many,1e3,usd,\n"
                + "demo,C,aliexpress,1,,,,5.00,,\n"
                + "demo,A,amazon,,,X,,,,\n"
                + "demo,D,amazon\n"
                + "demo,E,aliexpress,\"two\nlines\",,,,0,EUR,\n"
                + "demo,F,aliexpress,1,,,99999,,EURO," + "x".repeat(201) + "\n";

        assertThatThrownBy(() -> ListingFile.parse("listings.csv", utf8(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(error -> String.valueOf(error.getMessage()).lines().toList())
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("listings.csv line 3, column store: "),
                        line -> assertThat(line).startsWith("listings.csv line 3, column sku: "),
                        line -> assertThat(line).startsWith("listings.csv line 3, column channel: "),
                        line -> assertThat(line).startsWith("listings.csv line 3, column quantity: "),
                        line -> assertThat(line).startsWith("listings.csv line 5, column quantity: "),
                        line -> assertThat(line).startsWith("listings.csv line 5, column maxUnitCost: "),
                        line -> assertThat(line).startsWith("listings.csv line 5, column currency: "),
                        line -> assertThat(line).startsWith("listings.csv line 6, column currency: is needed"),
                        line -> assertThat(line)
                                .isEqualTo("listings.csv line 7, column sku: store and SKU are already on"
                                        + " line 2; keep one of the two"),
                        line -> assertThat(line).startsWith("listings.csv line 8: has 3 values, the header has 10"),
                        line -> assertThat(line).startsWith("listings.csv line 9, column maxUnitCost: "),
                        line -> assertThat(line).startsWith("listings.csv line 11, column quantity: "),
                        line -> assertThat(line).startsWith("listings.csv line 11, column currency: "),
                        line -> assertThat(line).startsWith("listings.csv line 11, column shippingService: "));
    }

    @Test
    void aWrongHeaderSaysWhichColumns() {
        assertFault(
                "store,sku,channel,product,sku\n",
                "line 1: unknown column \"product\", column \"sku\" twice, no column \"productId\"");
    }

    @Test
    void semicolonsAreNamedAsTheFault() {
        assertFault(HEADER.replace(',', ';'), "columns are separated by commas");
    }

    @Test
    void anotherEncodingIsNamedAsTheFault() {
        assertThatThrownBy(() -> ListingFile.parse(
                        "listings.csv",
                        (HEADER + "demo,Größe,aliexpress,,,,,,,\n").getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("listings.csv is not UTF-8");
    }

    @Test
    void anEmptyFileIsAFault() {
        assertFault("", "listings.csv is empty; its first line must be store,sku,");
    }

    @Test
    void anOpenQuotationMarkIsAFault() {
        assertFault(HEADER + "demo,\"A,aliexpress,1,,,,,,\n", "listings.csv line ");
    }

    private static void assertFault(String file, String message) {
        assertThatThrownBy(() -> ListingFile.parse("listings.csv", utf8(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
