package serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Account;
import serai.access.Audit;
import serai.access.Proof;
import serai.access.Role;
import serai.access.Sessions;
import serai.access.User;
import serai.access.Users;
import serai.api.ApiServer.Answer;
import serai.base.Scope;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.http.SessionCookie;
import serai.provider.Cause;

/** The API by a session of the console: within the session's stores, and changes only with its token. */
class SessionCallsTest {
    private static final Account ADA = new Account("ada", Role.ADMIN, Scope.ALL);
    private static final Account TEA = account("tea");
    private static final Account MUG = account("mugs");

    private final MovedClock clock = new MovedClock();
    private SmallGateway gateway;
    private Sessions sessions;
    private ApiServer api;
    private String letter;

    private static Account account(String store) {
        return new Account(store + "-staff", Role.SUPPORT, Scope.of(Set.of(new StoreId(store))));
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder, clock);
        Users users = Users.of(Stream.of(ADA, TEA, MUG)
                .map(account -> new User(account, Optional.empty(), Optional.empty(), Optional.empty(), true))
                .toList());
        sessions = new Sessions(gateway.ledger, users, Sessions.Limits.USUAL);
        api = new ApiServer(gateway, ApiServer.tokens(), sessions);
        letter = gateway.dead(Cause.OUT_OF_STOCK).value();
    }

    @AfterEach
    void stop() {
        api.close();
        gateway.close();
    }

    @Test
    void sessionLooksAndChangesLikeATokenOfItsRole() throws Exception {
        String cookie = signIn(ADA);

        Answer looked = send(cookie, "GET", "/api/v1/dead-letters/" + letter, "");
        Answer changed = send(
                cookie,
                "POST",
                "/api/v1/dead-letters/" + letter + "/archive",
                "{\"reason\":\"r\"}",
                "X-CSRF-Token",
                csrf(cookie));

        assertThat(looked.status()).isEqualTo(200);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(new Audit(gateway.ledger).list(Optional.of("ada"), Optional.of("archive"), 9))
                .singleElement()
                .satisfies(entry -> assertThat(entry.store()).contains(new StoreId("tea")));
    }

    @Test
    void sessionIsShownNoPersonalDataWithoutAReasonAndATokenIs() throws Exception {
        String path = "/api/v1/dead-letters/" + letter;
        String cookie = signIn(ADA);

        Answer bySession = send(cookie, "GET", path, "");
        Answer byToken = api.get(ApiServer.ANN, path);
        Answer edited = send(
                cookie,
                "PUT",
                path + "/payload",
                bySession.json().path("payload").toString(),
                "X-CSRF-Token",
                csrf(cookie));

        assertThat(byToken.text()).contains("12 Elm Street");
        assertThat(bySession.text()).doesNotContain("12 Elm Street").contains("•••");
        assertThat(bySession.header("cache-control")).isEqualTo("no-store");
        assertThat(bySession.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(edited.status()).isEqualTo(400);
        assertThat(api.get(ApiServer.ANN, path).text()).contains("12 Elm Street");
    }

    @Test
    void changeWithoutTheSessionsTokenIsRefused() throws Exception {
        String cookie = signIn(ADA);
        String other = csrf(signIn(ADA));
        String path = "/api/v1/dead-letters/" + letter + "/archive";

        for (String[] headers :
                List.of(new String[0], new String[] {"X-CSRF-Token", other}, new String[] {"X-CSRF-Token", cookie})) {
            Answer answer = send(cookie, "POST", path, "{\"reason\":\"r\"}", headers);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("X-CSRF-Token");
        }
        assertThat(send(cookie, "GET", "/api/v1/dead-letters?state=dead", "")
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void sessionThatHasEndedOrNeverWasIs401() throws Exception {
        String cookie = signIn(ADA);
        clock.advance(Duration.ofMinutes(31));

        assertThat(send(cookie, "GET", "/api/v1/orders", "").status()).isEqualTo(401);
        assertThat(send("x".repeat(43), "GET", "/api/v1/orders", "").status()).isEqualTo(401);
        assertThat(send("", "GET", "/api/v1/orders", "").status()).isEqualTo(401);
    }

    @Test
    void wrongTokenIsNotMadeGoodByASession() throws Exception {
        assertThat(send(signIn(ADA), "GET", "/api/v1/orders", "", "Authorization", "Bearer wrong")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anotherStoresThingsAreNotThereByAnyAddress() throws Exception {
        String tea = signIn(TEA);
        String mug = signIn(MUG);
        String order = send(tea, "GET", "/api/v1/orders", "")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();

        assertThat(send(tea, "GET", "/api/v1/orders/" + order, "").status()).isEqualTo(200);
        assertThat(send(tea, "GET", "/api/v1/dead-letters/" + letter, "").status())
                .isEqualTo(200);
        assertThat(send(mug, "GET", "/api/v1/orders/" + order, "").status()).isEqualTo(404);
        assertThat(send(mug, "GET", "/api/v1/dead-letters/" + letter, "").status())
                .isEqualTo(404);
        for (String path : List.of(
                "orders",
                "orders?store=tea",
                "orders?q=" + order,
                "dead-letters",
                "dead-letters?store=tea",
                "dead-letters/groups",
                "replays",
                "audit?action=archive")) {
            Answer answer = send(mug, "GET", "/api/v1/" + path, "");
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.json().path("items")).as(path).isEmpty();
        }
        for (String change : List.of("replay", "archive", "restore")) {
            Answer answer = send(
                    mug,
                    "POST",
                    "/api/v1/dead-letters/" + letter + "/" + change,
                    "{\"reason\":\"r\"}",
                    "X-CSRF-Token",
                    csrf(mug));
            assertThat(answer.status()).as(change).isEqualTo(404);
        }
        assertThat(send(mug, "PUT", "/api/v1/dead-letters/" + letter + "/payload", "{}", "X-CSRF-Token", csrf(mug))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anotherStoresReplayIsNotThere() throws Exception {
        String tea = signIn(TEA);
        String mug = signIn(MUG);
        Answer started =
                send(tea, "POST", "/api/v1/replays", "{\"filter\":{},\"reason\":\"r\"}", "X-CSRF-Token", csrf(tea));
        String id = started.json().path("id").asText();

        assertThat(started.status()).isEqualTo(201);
        assertThat(send(tea, "GET", "/api/v1/replays/" + id, "").status()).isEqualTo(200);
        assertThat(send(mug, "GET", "/api/v1/replays/" + id, "").status()).isEqualTo(404);
        for (String change : List.of("pause", "resume", "cancel")) {
            assertThat(send(
                                    mug,
                                    "POST",
                                    "/api/v1/replays/" + id + "/" + change,
                                    "{\"reason\":\"r\"}",
                                    "X-CSRF-Token",
                                    csrf(mug))
                            .status())
                    .isEqualTo(404);
        }
        Answer none = send(
                mug,
                "POST",
                "/api/v1/replays",
                "{\"filter\":{\"store\":\"tea\"},\"dryRun\":true}",
                "X-CSRF-Token",
                csrf(mug));
        assertThat(none.json().path("count").isNumber()).isTrue();
        assertThat(none.json().path("count").asLong()).isZero();
        assertThat(none.json().path("skipped")).isEmpty();
    }

    @Test
    void whatIsOfNoSingleStoreIsNotForThoseWhoSeeSomeOnly() throws Exception {
        String mug = signIn(MUG);

        for (String path : List.of("conservation", "channels", "listings", "stores", "offers", "progress", "privacy")) {
            Answer answer = send(mug, "GET", "/api/v1/" + path, "");
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text()).as(path).contains("some stores only");
        }
        for (String change : List.of("hold", "release")) {
            assertThat(send(
                                    mug,
                                    "POST",
                                    "/api/v1/channels/aliexpress/" + change,
                                    "{\"reason\":\"r\"}",
                                    "X-CSRF-Token",
                                    csrf(mug))
                            .status())
                    .isEqualTo(403);
        }
    }

    private String signIn(Account account) {
        return sessions.open(account, "192.0.2.7", Proof.PASSWORD, clock.instant());
    }

    private String csrf(String cookie) {
        return sessions.find(cookie, clock.instant()).orElseThrow().csrf();
    }

    private Answer send(String cookie, String method, String path, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!cookie.isEmpty()) {
            all.addAll(List.of("Cookie", SessionCookie.NAME + "=" + cookie));
        }
        return api.send("", method, path, body, all.toArray(String[]::new));
    }
}
