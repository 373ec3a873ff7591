package serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.SignIn.Answer;
import serai.access.SignIn.Answer.Admitted;
import serai.access.SignIn.Answer.Busy;
import serai.access.SignIn.Answer.Refused;
import serai.access.SignIn.Answer.Wait;
import serai.base.Secret;
import serai.fixture.MovedClock;
import serai.ledger.Database;
import serai.ledger.Ledgers;

class SignInTest {
    private static final String HERE = "192.0.2.7";
    private static final Secret SECRET = new Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private Database ledger;
    private Sessions sessions;
    private SignIn signIn;

    @BeforeEach
    void begin() {
        ledger = open(folder);
        sessions = new Sessions(ledger, users(), Sessions.Limits.USUAL);
        signIn = new SignIn(users(), sessions, ledger);
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    Database open(Path where) {
        return Ledgers.embedded(where.resolve("ledger.db"));
    }

    private Users users() {
        String cid = "- {name: cid, role: support, password: '" + Staff.HASH + "', totp: '${CID}'}\n";
        String dan = "- {name: dan, role: viewer, password: '" + Staff.HASH + "', oidc: dan-7, enabled: false}\n";
        return Users.of(Users.parse(
                "users.yaml",
                Staff.ann("support", "loop") + Staff.bob() + cid + dan,
                Map.of("CID", SECRET.reveal()),
                folder));
    }

    @Test
    void rightPasswordOpensASession() {
        Answer answer = password("ann", Staff.PASSWORD);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Admitted.class,
                        admitted -> assertThat(sessions.find(admitted.cookie(), clock.instant())
                                        .orElseThrow()
                                        .account()
                                        .name())
                                .isEqualTo("ann"));
        assertThat(answer.toString()).doesNotContain(((Admitted) answer).cookie());
    }

    @Test
    void aPhonesCapitalLetterAndBlankInTheNameAreForgiven() {
        assertThat(password(" Ann ", Staff.PASSWORD)).isInstanceOf(Admitted.class);
    }

    @Test
    void whatIsWrongLooksTheSameWhicheverItIs() {
        List<Answer> answers = List.of(
                password("ann", "wrong"),
                password("nobody", Staff.PASSWORD),
                password("bob", Staff.PASSWORD),
                password("dan", Staff.PASSWORD),
                code("cid", "123456"),
                password("cid", Staff.PASSWORD),
                password("", ""),
                password("x".repeat(5_000), "x".repeat(5_000)));

        assertThat(answers).containsOnly(new Refused());
    }

    @Test
    void nameThatIsNoAccountCostsAPasswordHashAsWell() {
        password("ann", "warm up");
        long known = work(() -> password("ann", "wrong"));
        long stranger = work(() -> password("nobody", "wrong"));
        long disabled = work(() -> password("dan", "wrong"));

        assertThat(stranger).isGreaterThan(known / 4);
        assertThat(disabled).isGreaterThan(known / 4);
    }

    @Test
    void codeIsAskedForWhereThereIsASecondFactorAndGoodOnlyOnce() {
        String code = OneTimeCodes.at(SECRET, clock.instant());

        assertThat(code("cid", code)).isInstanceOf(Admitted.class);
        assertThat(code("cid", code)).isEqualTo(new Refused());
        assertThat(code("cid", OneTimeCodes.at(SECRET, clock.instant().minusSeconds(30))))
                .isEqualTo(new Refused());

        clock.advance(Duration.ofSeconds(30));
        assertThat(code("cid", OneTimeCodes.at(SECRET, clock.instant()))).isInstanceOf(Admitted.class);
    }

    @Test
    void codeOfTheStepBeforeOrAfterIsTakenAndNoOther() {
        String tooOld = OneTimeCodes.at(SECRET, clock.instant().minusSeconds(60));
        String before = OneTimeCodes.at(SECRET, clock.instant().minusSeconds(30));
        String after = OneTimeCodes.at(SECRET, clock.instant().plusSeconds(30));
        String tooNew = OneTimeCodes.at(SECRET, clock.instant().plusSeconds(60));

        assertThat(code("cid", tooOld)).isEqualTo(new Refused());
        assertThat(code("cid", tooNew)).isEqualTo(new Refused());
        assertThat(code("cid", before.substring(0, 3) + " " + before.substring(3)))
                .isInstanceOf(Admitted.class);
        assertThat(code("cid", after)).isInstanceOf(Admitted.class);
    }

    @Test
    void afterFiveFailuresTheAccountHasToWaitTwiceAsLongEachTimeButNeverForEver() {
        for (int failure = 0; failure < 4; failure++) {
            assertThat(password("ann", "wrong")).isEqualTo(new Refused());
        }

        List<Long> waits = IntStream.range(0, 9)
                .mapToObj(round -> {
                    Answer answer = password("ann", "wrong");
                    assertThat(password("ann", Staff.PASSWORD)).isEqualTo(answer);
                    Duration wait = ((Wait) answer).time();
                    clock.advance(wait);
                    return wait.toSeconds();
                })
                .toList();

        assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L, 900L);
        assertThat(password("ann", Staff.PASSWORD)).isInstanceOf(Admitted.class);
        assertThat(password("ann", "wrong")).isEqualTo(new Refused());
    }

    @Test
    void ownerGetsInByTheirOwnBrowserHoweverOftenAStrangerGuesses() {
        String device = ((Admitted) password("ann", Staff.PASSWORD)).device();
        failTimes("ann", 9);

        Answer stranger = password("ann", Staff.PASSWORD);
        Answer withAnother = from("cid".repeat(14) + "x", "ann", Staff.PASSWORD);
        Answer owner = from(device, "ann", Staff.PASSWORD);

        assertThat(stranger).isInstanceOf(Wait.class).isEqualTo(withAnother);
        assertThat(owner)
                .isInstanceOfSatisfying(
                        Admitted.class,
                        admitted -> assertThat(admitted.device()).isEqualTo(device));
        assertThat(password("ann", Staff.PASSWORD)).isInstanceOf(Wait.class);
        assertThat(owner.toString()).doesNotContain(device);
        assertThat(ledger.<List<String>>read(tx -> tx.list("SELECT * FROM known_device", row -> row.text("id"))))
                .hasSize(1)
                .doesNotContain(device);
    }

    @Test
    void knownBrowserIsLockedAfterFiveFailuresOfItsOwnAndOpensNoOtherAccount() {
        String device = ((Admitted) password("ann", Staff.PASSWORD)).device();

        for (int failure = 0; failure < 4; failure++) {
            assertThat(from(device, "ann", "wrong")).isEqualTo(new Refused());
        }
        Answer fifth = from(device, "ann", "wrong");
        failTimes("cid", 5);

        assertThat(fifth).isEqualTo(new Wait(Duration.ofSeconds(30)));
        assertThat(from(device, "ann", Staff.PASSWORD)).isInstanceOf(Wait.class);
        assertThat(from(device, "cid", Staff.PASSWORD)).isInstanceOf(Wait.class);
        assertThat(password("ann", Staff.PASSWORD)).isInstanceOf(Admitted.class);
    }

    @Test
    void blockedAddressTakesNoPlaceFromThoseWhoSignIn() {
        failTimes("ann", 5);
        SignIn full = new SignIn(users(), sessions, ledger, new Semaphore(0), Duration.ofMillis(10));

        Answer blocked = full.byPassword("ann", "wrong", "", new SignIn.Place(HERE, ""), clock.instant());
        Answer other = full.byPassword("cid", "wrong", "", new SignIn.Place(HERE, ""), clock.instant());

        assertThat(blocked).isEqualTo(new Wait(Duration.ofSeconds(30)));
        assertThat(other).isEqualTo(new Busy());
    }

    @Test
    void stepsOfASignInByAnIssuerAreCountedForTheAddressAndASuccessGivesThemBack() {
        for (int people = 0; people < 40; people++) {
            assertThat(signIn.knock(HERE, clock.instant())).isEmpty();
            assertThat(signIn.knock(HERE, clock.instant())).isEmpty();
            issued("x", "bob@example.com");
        }
        for (int step = 0; step < 30; step++) {
            assertThat(signIn.knock(HERE, clock.instant())).isEmpty();
        }

        assertThat(signIn.knock(HERE, clock.instant())).contains(new Wait(Duration.ofSeconds(30)));
        assertThat(signIn.knock("192.0.2.8", clock.instant())).isEmpty();
    }

    @Test
    void lockSaysHowLongItStillLasts() {
        failTimes("ann", 5);

        clock.advance(Duration.ofSeconds(20));

        assertThat(password("ann", Staff.PASSWORD)).isEqualTo(new Wait(Duration.ofSeconds(10)));
    }

    @Test
    void nameThatIsNoAccountIsLockedJustTheSame() {
        failTimes("nobody", 4);

        assertThat(password("nobody", "wrong")).isEqualTo(new Wait(Duration.ofSeconds(30)));
        assertThat(password("nobody", "wrong")).isEqualTo(new Wait(Duration.ofSeconds(30)));
    }

    @Test
    void oneAccountsLockIsNotAnothersAndFailuresFade() {
        failTimes("ann", 4);
        assertThat(code("cid", OneTimeCodes.at(SECRET, clock.instant()))).isInstanceOf(Admitted.class);

        clock.advance(Duration.ofHours(5));

        failTimes("ann", 4);
        assertThat(password("ann", Staff.PASSWORD)).isInstanceOf(Admitted.class);
    }

    @Test
    void anAddressThatTriesManyNamesHasToWaitAndOthersNot() {
        for (int name = 0; name < 29; name++) {
            assertThat(password("name" + name, "x")).isEqualTo(new Refused());
        }
        assertThat(password("name30", "x")).isEqualTo(new Wait(Duration.ofSeconds(30)));

        assertThat(password("ann", Staff.PASSWORD)).isInstanceOf(Wait.class);
        assertThat(signIn.byPassword("ann", Staff.PASSWORD, "", new SignIn.Place("192.0.2.8", ""), clock.instant()))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void addressesOfOneNetworkCountAsOne() {
        for (int host = 1; host < 31; host++) {
            signIn.byPassword("name" + host, "x", "", new SignIn.Place("2001:db8:1:2::" + host, ""), clock.instant());
        }

        assertThat(signIn.byPassword(
                        "ann", Staff.PASSWORD, "", new SignIn.Place("2001:db8:1:2:ffff::1", ""), clock.instant()))
                .isInstanceOf(Wait.class);
        assertThat(signIn.byPassword(
                        "ann", Staff.PASSWORD, "", new SignIn.Place("2001:db8:1:3::1", ""), clock.instant()))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void officeWhosePeopleSignInAllDayIsNeverLocked() {
        for (int people = 0; people < 35; people++) {
            assertThat(password("ann", Staff.PASSWORD)).isInstanceOf(Admitted.class);
        }
    }

    @Test
    void manyGuessesAtOnceAreNoMoreThanFive() throws Exception {
        List<Future<Answer>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(IntStream.range(0, 12)
                    .<Callable<Answer>>mapToObj(guess -> () -> password("ann", "guess " + guess))
                    .toList());
        }

        assertThat(audit())
                .filteredOn(entry -> entry.action().equals("sign-in-failed"))
                .hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> answer.resultNow() instanceof Wait)
                .hasSize(8);
    }

    @Test
    void thereAreOnlySoManyHashesAtOnceAndWhoFindsNoPlaceIsNotCounted() {
        Semaphore full = new Semaphore(0);
        SignIn busy = new SignIn(users(), sessions, ledger, full, Duration.ofMillis(10));

        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(busy.byPassword("ann", Staff.PASSWORD, "", new SignIn.Place(HERE, ""), clock.instant()))
                    .isEqualTo(new Busy());
        }

        full.release();
        assertThat(busy.byPassword("ann", Staff.PASSWORD, "", new SignIn.Place(HERE, ""), clock.instant()))
                .isInstanceOf(Admitted.class);
        assertThat(full.availablePermits()).isEqualTo(1);
    }

    @Test
    void auditBookHoldsFailuresAndLocksAndNothingThatWasTyped() {
        password("my-secret-password", "hunter2-hunter2");
        code("cid", "000000");
        failTimes("ann", 5);

        assertThat(audit())
                .extracting(entry -> entry.action() + " " + entry.target() + " " + entry.reason())
                .startsWith("sign-in-locked ann too many failures; locked for 30 s")
                .contains(
                        "sign-in-failed (no account) wrong name or password",
                        "sign-in-failed cid wrong code",
                        "sign-in-failed ann wrong name or password");
        assertThat(audit()).allSatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo("(unknown)");
            assertThat(entry.source()).isEqualTo(HERE);
        });
        assertThat(audit().toString()).doesNotContain("my-secret", "hunter2");
        assertThat(ledger.<List<String>>read(tx -> tx.list("SELECT * FROM sign_in_try", row -> row.text("subject"))))
                .doesNotContain("my-secret-password");
    }

    @Test
    void issuersWordOpensTheAccountThatNamesIt() {
        assertThat(issued("some-subject", "Bob@Example.com"))
                .isInstanceOfSatisfying(
                        Admitted.class,
                        admitted -> assertThat(admitted.account().role()).isEqualTo(Role.ADMIN));
        assertThat(issued("bob@example.com", null)).isEqualTo(new Refused());
        assertThat(issued("some-subject", "eve@example.com")).isEqualTo(new Refused());
        assertThat(issued("dan-7", null)).isEqualTo(new Refused());

        assertThat(audit())
                .extracting(entry -> entry.action() + " " + entry.target() + " " + entry.reason())
                .containsExactly(
                        "sign-in-refused dan the account is disabled",
                        "sign-in-refused (no account) no account names this identity",
                        "sign-in-refused (no account) no account names this identity",
                        "sign-in bob single sign-on");
    }

    private Answer issued(String subject, @Nullable String email) {
        return signIn.byIssuer(subject, Optional.ofNullable(email), HERE, clock.instant());
    }

    private Answer password(String name, String password) {
        return signIn.byPassword(name, password, "", new SignIn.Place(HERE, ""), clock.instant());
    }

    private Answer from(String device, String name, String password) {
        return signIn.byPassword(name, password, "", new SignIn.Place(HERE, device), clock.instant());
    }

    private Answer code(String name, String code) {
        return signIn.byPassword(name, Staff.PASSWORD, code, new SignIn.Place(HERE, ""), clock.instant());
    }

    private void failTimes(String name, int times) {
        for (int failure = 0; failure < times; failure++) {
            password(name, "wrong");
        }
    }

    private List<Audit.Entry> audit() {
        return new Audit(ledger).list(Optional.empty(), Optional.empty(), 100);
    }

    /** Nanoseconds of this thread's own work: what others do on the machine meanwhile is no part of it. */
    private static long work(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - begin;
    }
}
