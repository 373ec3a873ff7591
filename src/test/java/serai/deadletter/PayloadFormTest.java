package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import serai.base.Json;
import serai.dispatch.Dispatch;

class PayloadFormTest {
    private static final String ORDER = """
            {"reference":"SR-1","orderNumber":"#1","placedAt":"2026-11-20T12:00:00Z","email":"a@b.example",
             "shipTo":{"name":"Jane Roe","company":"","line1":"12 Elm Street","line2":"","city":"Austin","region":"TX",
               "postalCode":"78701","country":"US","phone":"+1"},
             "items":[{"lineId":"1","sku":"A","title":"Tee","productId":"5","variant":"","supplierSku":"","quantity":2,
               "unitPrice":{"amount":"19.95","currency":"USD"},"maxUnitCost":null,"shippingService":""}],
             "note":"","taxIds":{"cpf":"1"}}""";

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode changed(Map<String, String> entered) {
        return json(new String(PayloadForm.changed(json(ORDER), entered), StandardCharsets.UTF_8));
    }

    @Test
    void everyFieldThatMayBeEditedIsThereUnderTheNameThatItsFaultsHave() {
        List<PayloadForm.Section> sections =
                PayloadForm.of(json(ORDER), Map.of("/shipTo/city", "Dallas"), Map.of("/shipTo/city", "is unknown"));

        assertThat(sections)
                .extracting(PayloadForm.Section::title)
                .containsExactly("Order", "Delivery address", "For customs", "Item 1");
        assertThat(sections.get(1).fields())
                .contains(new PayloadForm.Field("/shipTo/city", "City", "Dallas", "is unknown"));
        assertThat(sections.get(3).fields())
                .contains(
                        new PayloadForm.Field(
                                "/items/0/unitPrice/amount", "Price paid by the customer, amount", "19.95", ""),
                        new PayloadForm.Field("/items/0/maxUnitCost/amount", "Price cap, a piece, amount", "", ""));
    }

    @Test
    void onlyWhatWasEnteredChangesAndWhatIsHiddenStays() {
        JsonNode after = changed(Map.of(
                "/shipTo/city", "Dallas",
                "/shipTo/name", "•••",
                "/items/0/quantity", " 3 ",
                "/items/0/maxUnitCost/amount", "4.00",
                "/items/0/maxUnitCost/currency", "USD",
                "/reference", "SR-other",
                "/evil", "x"));

        assertThat(after.at("/shipTo/city").asText()).isEqualTo("Dallas");
        assertThat(after.at("/shipTo/name").asText()).isEqualTo("Jane Roe");
        assertThat(after.at("/items/0/quantity").isInt()).isTrue();
        assertThat(after.at("/items/0/maxUnitCost").toString()).isEqualTo("{\"amount\":\"4.00\",\"currency\":\"USD\"}");
        assertThat(after.at("/reference").asText()).isEqualTo("SR-1");
        assertThat(after.has("evil")).isFalse();
    }

    @Test
    void capThatIsEmptiedIsGoneAndNonsenseStaysForTheCheckToName() {
        JsonNode without = changed(Map.of("/items/0/unitPrice/amount", "", "/items/0/unitPrice/currency", ""));
        JsonNode nonsense = changed(Map.of("/items/0/quantity", "many"));

        assertThat(without.at("/items/0").has("unitPrice")).isFalse();
        assertThat(nonsense.at("/items/0/quantity").asText()).isEqualTo("many");
    }

    @Test
    void differencesAreToldFieldByFieldWithoutWhatTheReaderMayNotSee() {
        JsonNode before = json(ORDER);
        JsonNode after = changed(Map.of("/shipTo/city", "Dallas", "/items/0/quantity", "3"));
        JsonNode shownBefore = json(Masks.of(Dispatch.PLACE_ORDER, ORDER));
        JsonNode shownAfter = json(Masks.of(Dispatch.PLACE_ORDER, Json.write(after)));

        List<PayloadForm.Change> open = PayloadForm.differences(before, after, before, after);
        List<PayloadForm.Change> masked = PayloadForm.differences(before, after, shownBefore, shownAfter);

        assertThat(open)
                .contains(
                        new PayloadForm.Change("/shipTo/city", "City", "Austin", "Dallas"),
                        new PayloadForm.Change("/items/0/quantity", "Pieces to buy", "2", "3"));
        assertThat(masked).contains(new PayloadForm.Change("/shipTo/city", "City", "•••", "•••"));
    }
}
