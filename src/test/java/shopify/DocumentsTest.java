package shopify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.simulator.shop.AdminSchema;

/** What we send, held against the schema that Shopify publishes. */
class DocumentsTest {
    @ParameterizedTest
    @EnumSource
    void aDocumentIsValidInShopifysSchema(Document document) {
        var refused = AdminSchema.validate(document.text());

        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDocumentAsksForNothingThatShopifyIsAboutToRemove(Document document) {
        var deprecated = AdminSchema.deprecated(document.text());

        assertThat(deprecated).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatShopifyDoesNotKnow() {
        var refused = AdminSchema.validate("{ order(id: \"gid://shopify/Order/1\") { trackingNumber } }");

        assertThat(refused).hasSize(1);
    }

    /** Two ways to read an order must not read two orders: what only one asks for would come and go. */
    @Test
    void oneOrderIsAskedForAllThatChangedOrdersAreAskedFor() {
        var wanted = Document.CHANGED_ORDERS
                .text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.contains("(first: ") && !line.startsWith("query") && !line.startsWith("orders("));

        assertThat(Document.ORDER_NOW.text().lines().map(String::strip).toList())
                .containsAll(wanted.toList());
    }

    @Test
    void everyFileIsADocument() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("connectors/shopify"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".graphql")))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Document.values())
                            .map(document -> document.id() + ".graphql")
                            .toList());
        }
    }
}
