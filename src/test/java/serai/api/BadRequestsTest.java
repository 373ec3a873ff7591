package serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.api.ApiServer.Answer;
import serai.dispatch.DispatchState;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

/** What malformed requests are answered; none changes anything. */
class BadRequestsTest {
    @TempDir
    static Path folder;

    private static SmallGateway gateway;
    private static ApiServer api;
    private static String letter;

    @BeforeAll
    static void open() throws Exception {
        gateway = new SmallGateway(folder);
        api = new ApiServer(gateway, ApiServer.tokens());
        letter = gateway.dead(Cause.OUT_OF_STOCK).value();
    }

    @AfterAll
    static void close() throws Exception {
        assertThat(gateway.in(DispatchState.DEAD)).hasSize(1);
        assertThat(api.get(ApiServer.VIC, "/api/v1/audit").json().path("items")).isEmpty();
        assertThat(api.get(ApiServer.VIC, "/api/v1/replays").json().path("items"))
                .isEmpty();
        api.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        /dead-letters?limit=0            | invalid-request | limit
        /dead-letters?limit=201          | invalid-request | limit
        /dead-letters?limit=ten          | invalid-request | limit
        /dead-letters?limit=-1           | invalid-request | limit
        /dead-letters?limit=1&limit=2    | invalid-request | limit
        /dead-letters?limit=99999999999  | invalid-request | limit
        /dead-letters?cursor=abc         | invalid-request | cursor
        /dead-letters?cursor=%20%20      | invalid-request | cursor
        /dead-letters?cursor=MTIz        | invalid-request | cursor
        /dead-letters?state=alive        | invalid-request | state
        /dead-letters?cause=bad-luck     | invalid-request | cause
        /dead-letters?owner=boss         | invalid-request | owner
        /dead-letters?diedAfter=today    | invalid-request | diedAfter
        /dead-letters?diedBefore=2026-13-01T00:00:00Z | invalid-request | diedBefore
        /dead-letters?diedAfter=-999999999-01-01T00:00:00Z | invalid-request | diedAfter
        /dead-letters?q=                 | invalid-request | q
        /dead-letters?q=%00              | invalid-request | q
        /dead-letters?colour=red         | invalid-request | colour
        /dead-letters?query=a%20stor:tea | invalid-request | query column 3: there is no stor:
        /dead-letters/groups?query=(a    | invalid-request | query column 1
        /dead-letters/groups?by=colour   | invalid-request | by
        /dead-letters/groups?limit=5     | invalid-request | limit
        /orders?status=lost              | invalid-request | status
        /orders?cursor=MTIz              | invalid-request | cursor
        /audit?cursor=eA                 | invalid-request | cursor
        /audit?actor=%0a                 | invalid-request | actor
        /replays?limit=1.5               | invalid-request | limit
        /listings?cursor=dGVh            | invalid-request | cursor
        """)
    void lookingWithBadParameters(String path, String type, String named) throws Exception {
        Answer answer = api.get(ApiServer.VIC, "/api/v1" + path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo(type);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        POST | /dead-letters/LETTER/replay  |                                     | 400 | invalid-request | /reason
        POST | /dead-letters/LETTER/replay  | {                                   | 400 | invalid-request | -
        POST | /dead-letters/LETTER/replay  | []                                  | 400 | invalid-request | -
        POST | /dead-letters/LETTER/replay  | {"reason":""}                       | 400 | invalid-request | /reason
        POST | /dead-letters/LETTER/replay  | {"reason":7}                        | 400 | invalid-request | /reason
        POST | /dead-letters/LETTER/replay  | {"reason":"x","force":true}         | 400 | invalid-request | /force
        POST | /dead-letters/LETTER/replay  | {"reason":"x","confirmedNotBought":"yes"} | 400 | invalid-request | /confirmedNotBought
        POST | /dead-letters/LETTER/replay  | {"reason":"x","reason":"y"}         | 400 | invalid-request | -
        POST | /dead-letters/dsp_no/replay  | {"reason":"x"}                      | 404 | not-found       | -
        POST | /dead-letters/LETTER/restore | {"reason":"x"}                      | 409 | conflict        | -
        POST | /dead-letters/LETTER/archive | {"why":"x"}                         | 400 | invalid-request | /why
        PUT  | /dead-letters/LETTER/payload | {}                                  | 400 | invalid-request | /items
        PUT  | /dead-letters/LETTER/payload | null                                | 400 | invalid-request | -
        PUT  | /dead-letters/LETTER/payload |                                     | 400 | invalid-request | -
        PUT  | /dead-letters/dsp_no/payload | {}                                  | 404 | not-found       | -
        POST | /replays | {"reason":"x","ratePerSecond":0}                        | 400 | invalid-request | /ratePerSecond
        POST | /replays | {"reason":"x","ratePerSecond":1001}                     | 400 | invalid-request | /ratePerSecond
        POST | /replays | {"reason":"x","ratePerSecond":"5"}                      | 400 | invalid-request | /ratePerSecond
        POST | /replays | {"reason":"x","ratePerSecond":1e99999999}               | 400 | invalid-request | /ratePerSecond
        POST | /replays | {"reason":"x","stages":[0]}                             | 400 | invalid-request | /stages
        POST | /replays | {"reason":"x","stages":5}                               | 400 | invalid-request | /stages
        POST | /replays | {"reason":"x","stages":[1,1,1,1,1,1,1,1,1,1,1]}         | 400 | invalid-request | /stages
        POST | /replays | {"reason":"x","stopAboveFailureShare":2}                | 400 | invalid-request | /stopAboveFailureShare
        POST | /replays | {"reason":"x","filter":[]}                              | 400 | invalid-request | /filter
        POST | /replays | {"reason":"x","filter":{"state":"archived"}}            | 400 | invalid-request | /filter/state
        POST | /replays | {"reason":"x","filter":{"cause":"bad-luck"}}            | 400 | invalid-request | /filter/cause
        POST | /replays | {"reason":"x","filter":{"channel":""}}                  | 400 | invalid-request | /filter/channel
        POST | /replays | {"reason":"x","filter":{"colour":"red"}}                | 400 | invalid-request | /filter/colour
        POST | /replays | {"reason":"x","filter":{"diedAfter":"now"}}             | 400 | invalid-request | /filter/diedAfter
        POST | /replays | {"ratePerSecond":5}                                     | 400 | invalid-request | /reason
        POST | /replays/rpl_no/pause        | {"reason":"x"}                      | 404 | not-found       | -
        POST | /channels/moon/hold          | {"reason":"x"}                      | 404 | not-found       | -
        POST | /channels/amazon/release     | {"reason":"x"}                      | 409 | conflict        | -
        POST | /channels/amazon/hold        | {}                                  | 400 | invalid-request | /reason
        PUT  | /listings | {"store":"tea","sku":"","channel":"amazon"}            | 400 | invalid-request | /sku
        PUT  | /listings | [{"store":"Tea Shop","sku":"A","channel":"moon","quantity":0,"colour":1}] | 400 | invalid-request | /0/store
        PUT  | /listings | {"store":"tea","sku":"A","channel":"amazon","hsCode":"61"} | 400 | invalid-request | /hsCode
        PUT  | /listings | {"store":"tea","sku":"A","channel":"amazon","originCountry":"XX"} | 400 | invalid-request | /originCountry
        PUT  | /listings | []                                                     | 400 | invalid-request | -
        PUT  | /listings | {"store":"tea","sku":"A","channel":"amazon","maxUnitCost":"5","currency":"dollar"} | 400 | invalid-request | /currency
        """)
    void changingWithABadBody(String method, String path, String body, int status, String type, String pointer)
            throws Exception {
        Answer answer =
                api.send(ApiServer.ADMIN, method, "/api/v1" + path.replace("LETTER", letter), body == null ? "" : body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo(type);
        if (!pointer.equals("-")) {
            assertThat(answer.json().path("errors").findValuesAsText("pointer")).contains(pointer);
        }
    }

    @Test
    void bodyOverOneMebibyteIsRefused() throws Exception {
        Answer answer = api.post(ApiServer.ADMIN, "/api/v1/replays", "{\"reason\":\"" + "x".repeat(1 << 20) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.type()).isEqualTo("body-too-large");
    }

    @Test
    void entityTagThatIsNoneIsRefused() throws Exception {
        Answer answer = api.send(
                ApiServer.ADMIN, "PUT", "/api/v1/dead-letters/" + letter + "/payload", "{}", "If-Match", "three");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).contains("If-Match");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/v1/dead-letters?q=%zz",
        "GET /api/v1/dead-letters/%zz",
        "GET /api/v1/dead-letters?q=%ff%fe&limit=0",
        "GET /api/v1/orders/%00"
    })
    void brokenEscapesAreTheCallersFault(String line) throws Exception {
        assertThat(api.raw(ApiServer.VIC, line)).isBetween(400, 404);
    }
}
