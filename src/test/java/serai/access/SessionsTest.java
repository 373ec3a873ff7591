package serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Scope;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.ledger.Database;
import serai.ledger.Ledgers;

class SessionsTest {
    private static final String HERE = "192.0.2.7";
    private static final Sessions.Limits LIMITS = new Sessions.Limits(Duration.ofMinutes(30), Duration.ofHours(12), 3);

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private Database ledger;
    private Path file;
    private Sessions sessions;

    @BeforeEach
    void begin() throws Exception {
        ledger = open(folder);
        file = folder.resolve("users.yaml");
        write(Staff.ann("support", "loop"));
        sessions = new Sessions(ledger, Users.load(file, folder, Map.of(), clock), LIMITS);
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    Database open(Path where) {
        return Ledgers.embedded(where.resolve("ledger.db"));
    }

    @Test
    void cookieOpensTheAccountWithItsRoleAndStores() {
        String cookie = signIn();

        Session session = sessions.find(cookie, clock.instant()).orElseThrow();

        assertThat(session.account()).isEqualTo(ann());
        assertThat(session.account().scope()).isEqualTo(Scope.of(java.util.Set.of(new StoreId("loop"))));
        assertThat(session.proof()).isEqualTo(Proof.PASSWORD);
        assertThat(session.source()).isEqualTo(HERE);
        assertThat(session.ends()).isEqualTo(clock.instant().plus(Duration.ofHours(12)));
    }

    @Test
    void nothingButTheCookieItselfOpensIt() {
        String cookie = signIn();
        String id = sessions.find(cookie, clock.instant()).orElseThrow().id();

        assertThat(List.of("", id, cookie.toLowerCase(java.util.Locale.ROOT), cookie + "x", "' OR 1=1 --"))
                .allSatisfy(other ->
                        assertThat(sessions.find(other, clock.instant())).isEmpty());
        assertThat(ledger.<List<String>>read(tx -> tx.list("SELECT * FROM session", row -> row.text("id"))))
                .containsExactly(id)
                .doesNotContain(cookie);
    }

    @Test
    void sessionThatEndedWithItsAccountDoesNotComeBackWithIt() throws Exception {
        String cookie = signIn();
        String off = Staff.ann("support", "loop") + "  enabled: false\n";

        write(off);
        clock.advance(Duration.ofSeconds(3));
        assertThat(sessions.find(cookie, clock.instant())).isEmpty();
        write(Staff.ann("support", "loop"));
        clock.advance(Duration.ofSeconds(3));

        assertThat(sessions.find(cookie, clock.instant())).isEmpty();
        assertThat(sessions.find(signIn(), clock.instant())).isPresent();
    }

    @Test
    void everySessionHasATokenOfItsOwnForChanges() {
        Session one = sessions.find(signIn(), clock.instant()).orElseThrow();
        Session other = sessions.find(signIn(), clock.instant()).orElseThrow();

        assertThat(one.csrf()).hasSize(43).isNotEqualTo(other.csrf());
        assertThat(one.matches(one.csrf())).isTrue();
        assertThat(one.matches(other.csrf())).isFalse();
        assertThat(one.matches("")).isFalse();
    }

    @Test
    void endsHalfAnHourAfterItsLastRequest() throws Exception {
        String cookie = signIn();

        for (int request = 0; request < 4; request++) {
            clock.advance(Duration.ofMinutes(29));
            assertThat(sessions.find(cookie, clock.instant())).isPresent();
            settle();
        }
        clock.advance(Duration.ofMinutes(31));

        assertThat(sessions.find(cookie, clock.instant())).isEmpty();
    }

    @Test
    void endsTwelveHoursAfterSignInWhateverIsDone() throws Exception {
        String cookie = signIn();

        for (int request = 0; request < 35; request++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(sessions.find(cookie, clock.instant())).isPresent();
            settle();
        }
        clock.advance(Duration.ofMinutes(20));

        assertThat(sessions.find(cookie, clock.instant())).isEmpty();
        assertThat(sessions.count(clock.instant())).isZero();
    }

    @Test
    void survivesARestartAndHoldsOnOtherNodes() throws Exception {
        String cookie = signIn();

        Sessions other = new Sessions(ledger, Users.load(file, folder, Map.of(), clock), LIMITS);

        assertThat(other.find(cookie, clock.instant())).isPresent();
    }

    @Test
    void signOutEndsThatSessionOnly() {
        String one = signIn();
        String other = signIn();

        assertThat(sessions.close(one, HERE, clock.instant())).isTrue();

        assertThat(sessions.find(one, clock.instant())).isEmpty();
        assertThat(sessions.find(other, clock.instant())).isPresent();
        assertThat(sessions.close(one, HERE, clock.instant())).isFalse();
    }

    @Test
    void signOutEverywhereEndsAllOfTheAccountAndOfNobodyElse() throws Exception {
        write(Staff.ann("support", "loop") + Staff.bob());
        clock.advance(Duration.ofSeconds(5));
        String one = signIn();
        String other = signIn();
        Account bob = new Account("bob", Role.ADMIN, Scope.ALL);
        String bobs = sessions.open(bob, HERE, Proof.ISSUER, clock.instant());

        int closed = sessions.closeAll(ann(), HERE, clock.instant());

        assertThat(closed).isEqualTo(2);
        assertThat(sessions.find(one, clock.instant())).isEmpty();
        assertThat(sessions.find(other, clock.instant())).isEmpty();
        assertThat(sessions.find(bobs, clock.instant())).isPresent();
    }

    @Test
    void anotherAccountsSessionIsNotFoundByItsId() throws Exception {
        write(Staff.ann("support", "loop") + Staff.bob());
        clock.advance(Duration.ofSeconds(5));
        String cookie = signIn();
        String id = sessions.find(cookie, clock.instant()).orElseThrow().id();
        Account bob = new Account("bob", Role.ADMIN, Scope.ALL);

        assertThat(sessions.close(bob, id, HERE, clock.instant())).isFalse();

        assertThat(sessions.find(cookie, clock.instant())).isPresent();
        assertThat(sessions.close(ann(), id, HERE, clock.instant())).isTrue();
        assertThat(sessions.find(cookie, clock.instant())).isEmpty();
    }

    @Test
    void oldestGoesWhenThereAreTooMany() {
        String oldest = signIn();
        clock.advance(Duration.ofSeconds(1));
        String second = signIn();
        clock.advance(Duration.ofSeconds(1));
        signIn();
        clock.advance(Duration.ofSeconds(1));

        String newest = signIn();

        assertThat(sessions.find(oldest, clock.instant())).isEmpty();
        assertThat(sessions.find(second, clock.instant())).isPresent();
        assertThat(sessions.of(ann(), clock.instant()))
                .hasSize(3)
                .first()
                .satisfies(first -> assertThat(first.id())
                        .isEqualTo(sessions.find(newest, clock.instant())
                                .orElseThrow()
                                .id()));
        assertThat(sessions.count(clock.instant())).isEqualTo(3);
    }

    @Test
    void listTellsNothingThatOpensOrChanges() {
        String cookie = signIn();

        Session listed = sessions.of(ann(), clock.instant()).getFirst();

        assertThat(listed.csrf()).isEmpty();
        assertThat(listed.id()).isNotEqualTo(cookie);
        assertThat(listed.toString()).doesNotContain(listed.id());
    }

    @Test
    void changedAccountEndsItsSessionsAtTheNextRequest() throws Exception {
        for (String changed : List.of(
                Staff.ann("viewer", "loop"),
                Staff.ann("support", "kite"),
                Staff.ann("support", "loop") + "  enabled: false\n",
                Staff.ann("support", "loop").replace(Staff.HASH, Staff.OTHER_HASH),
                Staff.ann("support", "loop") + "  oidc: ann-1\n",
                Staff.bob())) {
            write(Staff.ann("support", "loop"));
            clock.advance(Duration.ofSeconds(5));
            String cookie = signIn();
            write(changed);
            clock.advance(Duration.ofSeconds(5));

            assertThat(sessions.find(cookie, clock.instant())).as(changed).isEmpty();
        }
    }

    @Test
    void signInAndSignOutStandInTheAuditBook() {
        String cookie = signIn();
        signIn();
        sessions.close(cookie, HERE, clock.instant());
        sessions.closeAll(ann(), HERE, clock.instant());

        List<Audit.Entry> entries = new Audit(ledger).list(Optional.of("ann"), Optional.empty(), 9);

        assertThat(entries)
                .extracting(Audit.Entry::action)
                .containsExactly("sign-out-everywhere", "sign-out", "sign-in", "sign-in");
        assertThat(entries.getFirst().affected()).isEqualTo(1);
        assertThat(entries.getLast())
                .satisfies(entry -> assertThat(List.of(entry.source(), entry.role(), entry.target(), entry.reason()))
                        .containsExactly(HERE, "support", "ann", "password"));
        assertThat(entries.toString()).doesNotContain(cookie);
    }

    @Test
    void whatHasEndedIsForgotten() {
        signIn();
        clock.advance(Duration.ofHours(13));

        signIn();

        assertThat(ledger.<List<String>>read(tx -> tx.list("SELECT * FROM session", row -> row.text("id"))))
                .hasSize(1);
    }

    private String signIn() {
        return sessions.open(ann(), HERE, Proof.PASSWORD, clock.instant());
    }

    private static Account ann() {
        return new Account("ann", Role.SUPPORT, Scope.of(java.util.Set.of(new StoreId("loop"))));
    }

    private void write(String yaml) throws Exception {
        Files.writeString(file, yaml);
    }

    /** Waits until what was queued before is written. */
    private void settle() {
        ledger.commit(tx -> true);
    }
}
