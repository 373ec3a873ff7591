package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.changed;
import static serai.store.Stored.order;
import static serai.store.Stored.utf8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Address;
import serai.base.Money;
import serai.base.Sku;
import serai.base.Wish;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Line;
import serai.order.StoreOrder.Standing;
import serai.store.StoreEvent.Unreadable;

class GenericReaderTest {
    private static final byte[] CONTRACT = utf8("""
        {"orderId":"1001","orderNumber":"#1001","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"49.90",
         "customer":{"email":"a@example.com","phone":"+15125550100"},
         "shipTo":{"name":"Jane Roe","company":"","line1":"12 Elm Street","line2":"Apt 4","city":"Austin","region":"TX",
         "postalCode":"78701","country":"US","phone":"+15125550100"},
         "lines":[{"lineId":"1","sku":"TEE-RED-M","title":"Tee, red, M","quantity":2,"unitPrice":"19.95"}],
         "shippingService":"standard","note":""}\
        """);
    private static final String SMALLEST = """
        {"orderId":"1001","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"49.90",
         "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","country":"US"},
         "lines":[{"lineId":"1","sku":"A","quantity":2,"unitPrice":"0"}]}\
        """;

    @Test
    void theOrderOfTheContractIsReadWhole() {
        var event = GenericReader.read(Stored.GENERIC, CONTRACT);

        assertThat(order(event))
                .isEqualTo(new StoreOrder(
                        "1001",
                        "#1001",
                        Instant.parse("2026-11-20T10:15:00Z"),
                        Instant.parse("2026-11-20T10:15:00Z"),
                        Money.of("49.90", "USD"),
                        "a@example.com",
                        "+15125550100",
                        Optional.of(new Address(
                                "Jane Roe",
                                "",
                                "12 Elm Street",
                                "Apt 4",
                                "Austin",
                                "TX",
                                "78701",
                                "US",
                                "+15125550100")),
                        List.of(new Line("1", new Sku("TEE-RED-M"), "Tee, red, M", 2, Money.of("19.95", "USD"))),
                        "standard",
                        "",
                        Standing.PLACE,
                        "",
                        Map.of()));
        assertThat(GenericReader.orderId(CONTRACT)).contains("1001");
    }

    @Test
    void whatMayBeLeftOutIsEmpty() {
        var read = order(GenericReader.read(Stored.GENERIC, utf8(SMALLEST)));

        assertThat(read.orderNumber() + read.email() + read.phone() + read.note() + read.shippingService())
                .isEmpty();
        assertThat(read.lines().getFirst().unitPrice()).contains(Money.of("0", "USD"));
    }

    @Test
    void theNameBesideACodeAndTheCustomersTextAreKept() {
        var body = changed(utf8(SMALLEST), order -> {
            ((ObjectNode) order.get("shipTo")).put("region", "13").put("regionName", "Tokyo");
            ((ObjectNode) order.at("/lines/0"))
                    .putArray("wishes")
                    .addObject()
                    .put("name", "Engraving")
                    .put("value", "To Łucja");
        });

        var read = order(GenericReader.read(Stored.GENERIC, body));

        assertThat(read.shipTo().orElseThrow().regionName()).isEqualTo("Tokyo");
        assertThat(read.lines().getFirst().wishes()).containsExactly(new Wish("Engraving", "To Łucja"));
    }

    @Test
    void aWishWithoutItsTextIsToldWithItsPlace() {
        var body = changed(
                utf8(SMALLEST),
                order -> ((ObjectNode) order.at("/lines/0"))
                        .putArray("wishes")
                        .addObject()
                        .put("name", "Engraving"));

        assertThat(GenericReader.read(Stored.GENERIC, body))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        event -> assertThat(event.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/lines/0/wishes/0/value"));
    }

    @Test
    void nullIsAsGoodAsLeftOutWhereThatIsAllowed() {
        var body = changed(utf8(SMALLEST), order -> {
            for (String field :
                    List.of("orderNumber", "customer", "note", "shippingService", "updatedAt", "test", "taxIds")) {
                order.putNull(field);
            }
        });

        assertThat(GenericReader.read(Stored.GENERIC, body))
                .isEqualTo(GenericReader.read(Stored.GENERIC, utf8(SMALLEST)));
    }

    @Test
    void unknownFieldsAndAByteOrderMarkAreIgnored() {
        var body = utf8("\uFEFF" + SMALLEST.replace("{\"orderId\"", "{\"extra\":{\"a\":[1,2]},\"orderId\""));

        assertThat(GenericReader.read(Stored.GENERIC, body))
                .isEqualTo(GenericReader.read(Stored.GENERIC, utf8(SMALLEST)));
    }

    @Test
    void aTestOrderIsNeverBought() {
        var read = order(GenericReader.read(Stored.GENERIC, changed(CONTRACT, order -> order.put("test", true))));

        assertThat(read.standing()).isEqualTo(Standing.NEVER);
        assertThat(read.standingReason()).isNotEmpty();
    }

    @Test
    void theTimeOfTheStateMayDifferFromTheTimeOfTheOrder() {
        var body = changed(CONTRACT, order -> order.put("updatedAt", "2026-11-20T12:00:00.5+01:00"));

        assertThat(order(GenericReader.read(Stored.GENERIC, body)).updatedAt())
                .isEqualTo(Instant.parse("2026-11-20T11:00:00.500Z"));
    }

    @Test
    void everyCharacterOfTextSurvivesEvenTheNullCharacter() {
        var note = "a\u0000b\u0001 👩🏽‍🚀 é \u2028 <b>&amp;</b>";

        var body = changed(CONTRACT, order -> order.put("note", note));

        assertThat(order(GenericReader.read(Stored.GENERIC, body)).note()).isEqualTo(note);
    }

    @Test
    void theLongestThatFitsIsTaken() {
        var body = changed(CONTRACT, order -> {
            order.put("orderId", "x".repeat(128)).put("note", "x".repeat(5000)).put("total", "999999999999.9999");
            var line = (ObjectNode) order.at("/lines/0");
            line.put("quantity", 9999).put("sku", "x".repeat(200));
            for (int i = 2; i <= 500; i++) {
                order.withArray("lines").add(line.deepCopy().put("lineId", "" + i));
            }
        });

        assertThat(order(GenericReader.read(Stored.GENERIC, body)).lines()).hasSize(500);
    }

    /** Each row: a member's pointer, the JSON put there (nothing: the member is left out), and where faults must be seen. */
    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        /orderId               |                          | /orderId
        /orderId               | null                     | /orderId
        /orderId               | 1001                     | /orderId
        /orderId               | ""                       | /orderId
        /orderId               | "   "                    | /orderId
        /orderId               | " 1"                     | /orderId
        /orderId               | "a\\u0000b"              | /orderId
        /orderId               | "a\\nb"                  | /orderId
        /orderId               | "\\ud800"                | /orderId
        /orderId               | ["1"]                    | /orderId
        /orderNumber           | 7                        | /orderNumber
        /orderNumber           | {}                       | /orderNumber
        /placedAt              |                          | /placedAt
        /placedAt              | 1795000000               | /placedAt
        /placedAt              | "yesterday"              | /placedAt
        /placedAt              | "2026-11-20"             | /placedAt
        /placedAt              | "2026-11-20T10:15:00"    | /placedAt
        /placedAt              | "2026-11-20 10:15:00Z"   | /placedAt
        /placedAt              | "2026-11-20T10:15Z"      | /placedAt
        /placedAt              | "2026-02-30T10:15:00Z"   | /placedAt
        /placedAt              | "2026-11-20T25:15:00Z"   | /placedAt
        /updatedAt             | "soon"                   | /updatedAt
        /currency              |                          | /currency
        /currency              | "usd"                    | /currency
        /currency              | "US"                     | /currency
        /currency              | "ZZZ"                    | /currency
        /currency              | 840                      | /currency
        /total                 |                          | /total
        /total                 | 49.90                    | /total
        /total                 | "49,90"                  | /total
        /total                 | "-1"                     | /total
        /total                 | "+1"                     | /total
        /total                 | "1e3"                    | /total
        /total                 | "1.23456"                | /total
        /total                 | ".5"                     | /total
        /total                 | "1."                     | /total
        /total                 | " 1"                     | /total
        /total                 | "1234567890123"          | /total
        /total                 | "٤٩"                     | /total
        /total                 | "NaN"                    | /total
        /customer              | "Jane"                   | /customer
        /customer              | []                       | /customer
        /customer/email        | false                    | /customer/email
        /customer/phone        | 15125550100              | /customer/phone
        /shipTo                |                          | /shipTo
        /shipTo                | null                     | /shipTo
        /shipTo                | "12 Elm Street"          | /shipTo
        /shipTo                | {}                       | /shipTo/name /shipTo/line1 /shipTo/city /shipTo/country
        /shipTo/name           | ""                       | /shipTo/name
        /shipTo/line1          | 12                       | /shipTo/line1
        /shipTo/city           | null                     | /shipTo/city
        /shipTo/region         | ["TX"]                   | /shipTo/region
        /shipTo/postalCode     | 78701                    | /shipTo/postalCode
        /shipTo/country        |                          | /shipTo/country
        /shipTo/country        | "us"                     | /shipTo/country
        /shipTo/country        | "USA"                    | /shipTo/country
        /shipTo/country        | "UK"                     | /shipTo/country
        /shipTo/country        | "ZZ"                     | /shipTo/country
        /lines                 |                          | /lines
        /lines                 | null                     | /lines
        /lines                 | []                       | /lines
        /lines                 | {}                       | /lines
        /lines                 | [1,null]                 | /lines/0 /lines/1
        /lines                 | [{}]                     | /lines/0/lineId /lines/0/sku /lines/0/quantity /lines/0/unitPrice
        /lines/0/lineId        | 1                        | /lines/0/lineId
        /lines/0/lineId        | "2"                      | /lines/1/lineId
        /lines/0/sku           | ""                       | /lines/0/sku
        /lines/0/sku           | "A "                     | /lines/0/sku
        /lines/0/sku           | 5                        | /lines/0/sku
        /lines/0/title         | 5                        | /lines/0/title
        /lines/0/quantity      |                          | /lines/0/quantity
        /lines/0/quantity      | 0                        | /lines/0/quantity
        /lines/0/quantity      | -1                       | /lines/0/quantity
        /lines/0/quantity      | 10000                    | /lines/0/quantity
        /lines/0/quantity      | 1.5                      | /lines/0/quantity
        /lines/0/quantity      | 1e0                      | /lines/0/quantity
        /lines/0/quantity      | 99999999999999999999     | /lines/0/quantity
        /lines/0/quantity      | "2"                      | /lines/0/quantity
        /lines/0/unitPrice     | 19.95                    | /lines/0/unitPrice
        /lines/0/unitPrice     | "-0.01"                  | /lines/0/unitPrice
        /lines/1/unitPrice     |                          | /lines/1/unitPrice
        /shippingService       | 1                        | /shippingService
        /note                  | "\\udc00 half"           | /note
        /note                  | {"text":"x"}             | /note
        /test                  | "true"                   | /test
        /taxIds                | "123"                    | /taxIds
        /taxIds                | {"a/b":5}                | /taxIds/a~1b
        """)
    void aFaultIsNamedAtItsPointer(String member, @Nullable String json, String pointers) {
        var two = changed(
                CONTRACT,
                order -> order.withArray("lines")
                        .add(((ObjectNode) order.at("/lines/0")).deepCopy().put("lineId", "2")));
        var body = put(two, member, json == null ? "" : json);

        assertThat(problems(body))
                .extracting(Problem::pointer)
                .containsExactlyElementsOf(
                        Pattern.compile(" ").splitAsStream(pointers).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "/orderId, 128", "/orderNumber, 128", "/customer/email, 320", "/customer/phone, 64", "/shipTo/name, 200",
        "/shipTo/company, 200", "/shipTo/line1, 300", "/shipTo/line2, 300", "/shipTo/city, 200", "/shipTo/region, 100",
        "/shipTo/postalCode, 32", "/shipTo/phone, 64", "/lines/0/lineId, 128", "/lines/0/sku, 200",
                "/lines/0/title, 1000",
        "/shippingService, 100", "/note, 5000"
    })
    void aTextThatIsTooLongSaysHowLongItMayBe(String member, int max) {
        var body = put(CONTRACT, member, "\"" + "x".repeat(max + 1) + "\"");

        assertThat(problems(body))
                .containsExactly(new Problem(member, "has " + (max + 1) + " characters, at most " + max + " fit"));
    }

    @Test
    void everyFaultIsListedAtOnceAndQuotesNothingPersonal() {
        var body = utf8("""
            {"orderId":1,"placedAt":"Jane","currency":"Jane","total":"Jane","customer":{"email":["Jane"]},
             "shipTo":{"name":7,"line1":"x","city":"y","country":"Jane"},"lines":[{"lineId":"Jane "}]}\
            """);

        assertThat(problems(body))
                .extracting(Problem::pointer)
                .containsExactly(
                        "/orderId",
                        "/placedAt",
                        "/currency",
                        "/total",
                        "/customer/email",
                        "/shipTo/name",
                        "/shipTo/country",
                        "/lines/0/lineId",
                        "/lines/0/sku",
                        "/lines/0/quantity",
                        "/lines/0/unitPrice");
        assertThat(problems(body).toString()).doesNotContain("Jane ").doesNotContain("\"Jane\",");
    }

    @Test
    void tooManyLinesAreOneProblem() {
        var body = changed(CONTRACT, order -> {
            for (int i = 0; i < 500; i++) {
                order.withArray("lines").add(1);
            }
        });

        assertThat(problems(body)).containsExactly(new Problem("/lines", "has 501 lines; give 1 to 500"));
    }

    @Test
    void aMistakenCountrySaysWhatToWrite() {
        var body = put(CONTRACT, "/shipTo/country", "\"UK\"");

        assertThat(problems(body).getFirst().detail()).endsWith("was \"UK\"; write \"GB\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "NONE", textBlock = """
        ``                                   | `` | is empty
        `   `                                | `` | is empty
        null                                 | `` | must be one JSON object, was null
        []                                   | `` | must be one JSON object, was a list
        "text"                               | `` | must be one JSON object, was text
        7                                    | `` | must be one JSON object, was a number
        {                                    | `` | ends in the middle
        {"orderId":"1                        | `` | ends in the middle
        {"orderId":                          | `` | ends in the middle
        {'orderId':'1'}                      | `` | is not JSON at line 1, column
        {"orderId":"1",}                     | `` | is not JSON at line 1, column
        {"orderId":01}                       | `` | is not JSON at line 1, column
        {"orderId":NaN}                      | `` | is not JSON at line 1, column
        orderId=1                            | `` | is not JSON at line 1, column
        <order/>                             | `` | is not JSON at line 1, column
        {} {}                                | `` | has something after its end
        {} x                                 | `` | is not JSON
        {"orderId":"1","orderId":"2"}        | /orderId | is there twice; keep one of the two
        {"shipTo":{"a/b":1,"a/b":2}}         | /shipTo/a~1b | is there twice; keep one of the two
        {"lines":[{},{"sku":"A","sku":"A"}]} | /lines/1/sku | is there twice; keep one of the two
        """)
    void whatIsNotOneJsonObjectIsNamed(String body, String pointer, String detail) {
        assertThat(problems(utf8(body))).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.detail()).startsWith(detail);
        });
    }

    @Test
    void deepNestingIsRefused() {
        var body = utf8("{\"extra\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

        assertThat(problems(body).getFirst().detail()).startsWith("is nested more than 64 levels deep");
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() {
        var body = utf8(SMALLEST.replace("\"quantity\":2", "\"quantity\":" + "9".repeat(1_000_000)));

        assertThat(problems(body).getFirst().detail()).startsWith("holds a number, name or text longer");
    }

    @Test
    void otherEncodingsAreRefused() {
        assertThat(problems(SMALLEST.replace("Roe", "Röe").getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(new Problem("", "is not UTF-8; send JSON in UTF-8"));
        assertThat(problems(SMALLEST.getBytes(StandardCharsets.UTF_16LE))).hasSize(1);
        // A surrogate pair as two times three bytes, which is not UTF-8 although some writers make it.
        assertThat(problems(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0xBD, '"'}))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"orderId\":\"7\",",
                "{\"a\":{\"orderId\":\"8\"},\"orderId\":\"7\"",
                "{\"orderId\":\"7\" garbage"
            })
    void theIdIsReadWithoutTheRest(String body) {
        assertThat(GenericReader.orderId(utf8(body))).contains("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"orderId\":1.0}",
                "{\"orderId\":null}",
                "{\"orderId\":\"\"}",
                "{\"orderId\":[7]}",
                "x"
            })
    void whatHasNoIdSaysSo(String body) {
        assertThat(GenericReader.orderId(utf8(body))).isEmpty();
    }

    /** The body with exactly that JSON at the member; empty JSON leaves the member out. */
    private static byte[] put(byte[] body, String pointer, String json) {
        byte[] marked = changed(body, order -> {
            int slash = pointer.lastIndexOf('/');
            var parent = (ObjectNode) order.at(pointer.substring(0, slash));
            String member = pointer.substring(slash + 1);
            if (json.isEmpty()) {
                parent.remove(member);
            } else {
                parent.put(member, "@here@");
            }
        });
        return utf8(Stored.text(marked).replace("\"@here@\"", json));
    }

    private static List<Problem> problems(byte[] body) {
        return GenericReader.read(Stored.GENERIC, body) instanceof Unreadable unreadable
                ? unreadable.problems()
                : List.of();
    }
}
