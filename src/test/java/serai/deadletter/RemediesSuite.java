package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.access.Audit;
import serai.access.Person;
import serai.base.Address;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Money;
import serai.base.Scope;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.dispatch.Step;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.fixture.SmallRemedies;
import serai.ledger.Database;
import serai.order.Listing;
import serai.order.Notices;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.shipment.Cadence;
import serai.shipment.Progress;

/** What people do about a dead letter, whatever database the ledger is on. */
abstract class RemediesSuite {
    private static final Person ANN = SmallGateway.ANN;
    private static final Person ADA = new Person("ada", "admin", "192.0.2.2");
    private static final ChannelName ALIEXPRESS = new ChannelName("aliexpress");
    private static final ChannelName AMAZON = new ChannelName("amazon");

    SmallGateway gateway;
    Remedies remedies;

    abstract Database open();

    @BeforeEach
    void prepare() {
        gateway = new SmallGateway(open(), new MovedClock());
        remedies = SmallRemedies.of(gateway);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private long version(DispatchId id) {
        return gateway.find(id).version();
    }

    private PlaceOrder request(DispatchId id) {
        return Json.read(gateway.find(id).request(), PlaceOrder.class);
    }

    private List<Audit.Entry> audit() {
        return new Audit(gateway.ledger).list(Optional.empty(), Optional.empty(), 100);
    }

    private static RemedyForms.RemapWish to(ChannelName channel, String product, int quantity, boolean keep) {
        return new RemedyForms.RemapWish("1", channel, product, "", "S-1", quantity, Optional.empty(), "", keep);
    }

    private DispatchId capped() {
        DispatchId id = gateway.recorded(gateway.order("ALI"));
        gateway.ledger.commit(tx -> {
            Dispatch fresh = Dispatches.find(tx, id).orElseThrow();
            PlaceOrder order = Json.read(fresh.request(), PlaceOrder.class);
            PlaceOrder with = order.withItems(List.of(order.items().getFirst().maxUnitCost(Money.of("4.00", "USD"))));
            return tx.update("UPDATE dispatch SET request = ? WHERE id = ?", Json.write(with), id);
        });
        gateway.dies(id, move -> move.because(Cause.PRICE_ABOVE_CAP, "", "items[1].maxUnitCost: asks 5.03 USD"));
        return id;
    }

    @Test
    void unmappedLineIsRemappedForThisOrderOnlyAndSent() {
        DispatchId id = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());

        Verdict verdict = remedies.remap(id, version(id), to(AMAZON, "", 3, false), ANN, "asked the merchant");

        Dispatch after = gateway.find(id);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Changed.class,
                        changed ->
                                assertThat(changed.said()).contains("NEW remapped to amazon", "for this order only"));
        assertThat(after.state()).isEqualTo(DispatchState.QUEUED);
        assertThat(after.channel()).isEqualTo(AMAZON);
        assertThat(after.readyAt()).contains(gateway.now());
        assertThat(request(id).items().getFirst().quantity()).isEqualTo(3);
        assertThat(request(id).items().getFirst().supplierSku()).isEqualTo("S-1");
        assertThat(after.originalRequest()).isPresent();
        assertThat(gateway.listings.find(SmallGateway.TEA, new Sku("NEW"))).isEmpty();
        assertThat(audit()).extracting(Audit.Entry::action).containsExactly("remap");
    }

    @Test
    void listingIsKeptForAllOrdersToComeByAnAdminOnly() {
        DispatchId id = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());

        Verdict support = remedies.remap(id, version(id), to(AMAZON, "", 2, true), ANN, "new article");
        Verdict admin = remedies.remap(id, version(id), to(AMAZON, "", 2, true), ADA, "new article");

        assertThat(support)
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.faults().getFirst().pointer())
                                .isEqualTo("/keep"));
        assertThat(admin).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.listings
                        .find(SmallGateway.TEA, new Sku("NEW"))
                        .orElseThrow()
                        .quantity())
                .isEqualTo(2);
        assertThat(audit()).extracting(Audit.Entry::action).containsExactly("remap", "put-listings");
    }

    @Test
    void anotherFactorCountsFromThePiecesSoldNotFromThePiecesThatTheOldListingMadeOfThem() {
        DispatchId id = gateway.dead(Cause.ITEM_UNKNOWN);

        remedies.remap(id, version(id), to(ALIEXPRESS, "2007", 5, false), ANN, "successor");

        assertThat(request(id).items().getFirst().quantity()).isEqualTo(5);
        assertThat(request(id).items().getFirst().productId()).isEqualTo("2007");
    }

    @Test
    void remappingTwiceBuysWhatWasSoldAndNotTheProductOfBothFactors() {
        DispatchId mapped = gateway.dead(Cause.ITEM_UNKNOWN);
        DispatchId unmapped = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());

        for (DispatchId id : List.of(mapped, unmapped)) {
            remedies.remap(id, version(id), to(ALIEXPRESS, "2007", 5, false), ANN, "a pack of five");
            gateway.attempt(id, move -> move.because(Cause.ITEM_UNKNOWN, "", "not that one either"));
            remedies.remap(id, version(id), to(ALIEXPRESS, "2008", 3, false), ANN, "a pack of three");
        }

        assertThat(request(mapped).items().getFirst().quantity()).isEqualTo(3);
        assertThat(request(unmapped).items().getFirst().quantity()).isEqualTo(3);
    }

    @Test
    void remappingALineThatIsBoughtInSeveralOrdersCountsEachOnesShare() {
        gateway.listings.loadFile(List.of(
                new Listing(SmallGateway.TEA, new Sku("BIG"), ALIEXPRESS, "1005", "", "", 2, Optional.empty(), "")));
        StoreOrder one = gateway.order("BIG");
        StoreOrder order = new StoreOrder(
                one.storeOrderId(),
                one.orderNumber(),
                one.placedAt(),
                one.updatedAt(),
                one.total(),
                one.email(),
                one.phone(),
                one.shipTo(),
                List.of(new StoreOrder.Line("1", new Sku("BIG"), "Big", 6_000, Money.of("1.00", "USD"))),
                one.shippingService(),
                one.note(),
                one.standing(),
                one.standingReason(),
                one.taxIds());
        gateway.recorded(order);
        List<DispatchId> parts = gateway.in(DispatchState.RECORDED);
        DispatchId small = parts.stream()
                .filter(id -> request(id).items().getFirst().quantity() == 2_000)
                .findFirst()
                .orElseThrow();
        gateway.dies(small, move -> move.because(Cause.ITEM_UNKNOWN, "", "gone"));

        remedies.remap(small, version(small), to(ALIEXPRESS, "2007", 3, false), ANN, "a pack of three");

        assertThat(parts).hasSize(2);
        assertThat(request(small).items().getFirst().quantity()).isEqualTo(3_000);
    }

    @Test
    void aQuantityThatAPersonLoweredIsNotRaisedByARemap() {
        DispatchId id = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());
        remedies.remap(id, version(id), to(ALIEXPRESS, "2007", 5, false), ANN, "a pack of five");
        gateway.attempt(id, move -> move.because(Cause.ITEM_UNKNOWN, "", "no"));
        PlaceOrder two =
                request(id).withItems(List.of(request(id).items().getFirst().quantity(2)));
        gateway.desk.edit(
                id,
                Json.write(two).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Optional.empty(),
                ANN,
                "two will do");

        remedies.remap(id, version(id), to(ALIEXPRESS, "2008", 2, false), ANN, "another");

        assertThat(request(id).items().getFirst().quantity()).isEqualTo(2);
    }

    @Test
    void aStoresOwnPeopleBuyOnTheAccountsOfTheirStoreOnly() {
        gateway.listings.loadFile(List.of(SmallGateway.listing("ALI", "aliexpress")));
        DispatchId id = gateway.dead(Cause.ITEM_UNKNOWN);
        Person tom = new Person("tom", "support", "", Scope.of(Set.of(SmallGateway.TEA)));

        Verdict elsewhere = remedies.remap(id, version(id), to(AMAZON, "1", 1, false), tom, "x");
        var form = remedies.remapForm(id, tom).orElseThrow();
        Verdict here = remedies.remap(id, version(id), to(ALIEXPRESS, "2007", 1, false), tom, "x");

        assertThat(elsewhere)
                .isEqualTo(new Verdict.Invalid(
                        List.of(new Fault("/channel", "is no supplier's channel that store tea buys on"))));
        assertThat(form.suppliers()).containsExactly(ALIEXPRESS);
        assertThat(here).isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void aRemapLiftsNoCapUnlessAnAdminDoesIt() {
        DispatchId id = capped();

        Verdict none = remedies.remap(id, version(id), to(ALIEXPRESS, "2007", 1, false), ANN, "x");
        Verdict far = remedies.remap(id, version(id), cappedAt("40.01", "USD"), ANN, "x");
        Verdict foreign = remedies.remap(id, version(id), cappedAt("40.00", "KWD"), ANN, "x");
        Verdict near = remedies.remap(id, version(id), cappedAt("40.00", "USD"), ANN, "x");
        gateway.attempt(id, move -> move.because(Cause.ITEM_UNKNOWN, "", "no"));
        Verdict admin = remedies.remap(id, version(id), to(ALIEXPRESS, "2008", 1, false), ADA, "x");

        assertThat(List.of(none, far, foreign)).allMatch(Verdict.Invalid.class::isInstance);
        assertThat(List.of(near, admin)).allMatch(Verdict.Changed.class::isInstance);
    }

    private static RemedyForms.RemapWish cappedAt(String amount, String currency) {
        return new RemedyForms.RemapWish(
                "1", ALIEXPRESS, "2007", "", "", 1, Optional.of(Money.of(amount, currency)), "", false);
    }

    @Test
    void remappingNamesWhatIsWrong() {
        DispatchId id = gateway.dead(Cause.ITEM_UNKNOWN);

        Verdict nowhere = remedies.remap(id, version(id), to(new ChannelName("ebay"), "1", 1, false), ANN, "x");
        Verdict zero = remedies.remap(id, version(id), to(ALIEXPRESS, "1", 0, false), ANN, "x");
        Verdict nothing = remedies.remap(
                id,
                version(id),
                new RemedyForms.RemapWish("1", ALIEXPRESS, " ", "", "", 1, Optional.empty(), "", false),
                ANN,
                "x");

        assertThat(List.of(nowhere, zero, nothing)).allMatch(Verdict.Invalid.class::isInstance);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void addressIsCheckedByTheSuppliersRulesAndSentOnceItDoes() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);

        Verdict bad =
                remedies.correctAddress(id, version(id), Map.of("shipTo.city", "Nowhere"), ANN, "customer called");
        Verdict good = remedies.correctAddress(
                id,
                version(id),
                Map.of("shipTo.city", " Dallas ", "shipTo.line1", "•••", "taxIds.cpf", "1"),
                ANN,
                "she");

        assertThat(bad)
                .isEqualTo(
                        new Verdict.Invalid(List.of(new Fault("/shipTo/city", "is no city that the supplier knows"))));
        assertThat(good).isInstanceOf(Verdict.Changed.class);
        assertThat(request(id).shipTo())
                .isEqualTo(new Address(
                        "Jane Roe", "", "12 Elm Street", "", "Dallas", "TX", "78701", "US", "+15125550100"));
        assertThat(request(id).taxIds()).isEqualTo(Map.of("cpf", "1"));
        assertThat(audit().getFirst().reason())
                .isEqualTo("she; address corrected; changed /shipTo/city, /taxIds/cpf")
                .doesNotContain("Dallas");
    }

    @Test
    void addressFormMarksTheFieldThatTheSupplierComplainsOfAndHidesWhatIsPersonal() {
        DispatchId id = gateway.recorded(gateway.order("ALI"));
        gateway.dies(id, move -> move.because(Cause.ADDRESS_INVALID, "E1", "Please enter a city"));

        var form = remedies.addressForm(id, ANN, false).orElseThrow();
        var masked = remedies.addressForm(id, ANN, true).orElseThrow();

        assertThat(form.fields())
                .filteredOn(field -> !field.fault().isEmpty())
                .extracting(RemedyForms.Field::name)
                .containsExactly("shipTo.city");
        assertThat(form.fields()).anyMatch(field -> field.hint().equals("a real city"));
        assertThat(form.fields()).anyMatch(field -> field.value().equals("Jane Roe"));
        assertThat(masked.fields())
                .noneMatch(
                        field -> field.value().contains("Jane") || field.value().contains("12 Elm"));
        assertThat(masked.fields())
                .anyMatch(field ->
                        field.name().equals("shipTo.country") && field.value().equals("US"));
    }

    @Test
    void unchangedAddressIsNoRemedy() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);

        Verdict verdict = remedies.correctAddress(id, version(id), Map.of("shipTo.city", "Austin"), ANN, "x");

        assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void priceCapIsRaisedForThisOrderAndTheFormSaysWhatTheSupplierAsks() {
        DispatchId id = capped();

        var form = remedies.capForm(id, ANN).orElseThrow();
        Verdict lower = remedies.raisePriceCap(id, version(id), Map.of("1", "3.99"), ANN, "x");
        Verdict words = remedies.raisePriceCap(id, version(id), Map.of("1", "a lot"), ANN, "x");
        Verdict raised = remedies.raisePriceCap(id, version(id), Map.of("1", "5.50"), ANN, "still worth it");

        assertThat(form.caps().getFirst().asked()).contains(Money.of("5.03", "USD"));
        assertThat(form.caps().getFirst().cap()).isEqualTo(Money.of("4.00", "USD"));
        assertThat(List.of(lower, words)).allMatch(Verdict.Invalid.class::isInstance);
        assertThat(raised).isInstanceOf(Verdict.Changed.class);
        assertThat(request(id).items().getFirst().maxUnitCost()).contains(Money.of("5.50", "USD"));
    }

    @Test
    void aCapOfTenTimesWhatTheSupplierAsksNeedsAnAdmin() {
        DispatchId id = capped();

        Verdict slip = remedies.raisePriceCap(id, version(id), Map.of("1", "550"), ANN, "x");
        Verdict meant = remedies.raisePriceCap(id, version(id), Map.of("1", "550"), ADA, "x");

        assertThat(slip)
                .isEqualTo(new Verdict.Invalid(List.of(
                        new Fault("/items/0/maxUnitCost", "is more than 10 times 5.03 USD; that needs role admin"))));
        assertThat(meant).isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void newTokenIsTriedOnlyOnceTheChannelIsNoLongerHeldForTheOldOne() {
        DispatchId id = gateway.dead(Cause.CREDENTIALS_REFUSED);
        var channel = gateway.channels.get(ALIEXPRESS);
        channel.record(new Outcome.Retryable(
                Cause.CREDENTIALS_REFUSED, "E", "no", Optional.empty(), Outcome.Scope.CHANNEL, Optional.empty()));

        Verdict held = remedies.retryWithNewToken(id, version(id), ANN, "renewed");
        gateway.clock.advance(java.time.Duration.ofMinutes(1));
        channel.record(new Outcome.Done(List.of("1"), ""));
        Verdict open = remedies.retryWithNewToken(id, version(id), ANN, "renewed");

        assertThat(held)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("credentials-refused", "last at"));
        assertThat(open).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.QUEUED);
        assertThat(remedies.credentials(id, ANN).orElseThrow().acceptedAt()).contains(gateway.now());
    }

    @Test
    void orderBoughtByHandIsDoneUnderTheSuppliersNumberAndWatchedFromThenOn() {
        DispatchId id = gateway.dead(Cause.OUTCOME_UNKNOWN);

        Verdict verdict =
                remedies.boughtByHand(id, version(id), " 8123, 8124", Optional.empty(), ANN, "found it there");

        Dispatch after = gateway.find(id);
        assertThat(verdict).isInstanceOf(Verdict.Changed.class);
        assertThat(after.state()).isEqualTo(DispatchState.DONE);
        assertThat(after.supplierIds()).containsExactly("8123", "8124");
        assertThat(after.unknownSince()).isEmpty();
        assertThat(count("SELECT COUNT(*) AS n FROM progress WHERE dispatch_id = ?", id))
                .isEqualTo(1);
        assertThat(count("SELECT COUNT(*) AS n FROM supplier_order WHERE dispatch_id = ?", id))
                .isEqualTo(2);
        List<String> timeline = gateway.ledger.read(tx ->
                tx.list("SELECT what FROM event WHERE dispatch_id = ? ORDER BY seq", row -> row.text("what"), id));
        assertThat(timeline).endsWith("DEAD", "QUEUED", "ATTEMPTING", "DONE");
    }

    private long count(String sql, Object... parameters) {
        return gateway.ledger
                .read(tx -> tx.first(sql, row -> row.number("n"), parameters))
                .orElseThrow();
    }

    @Test
    void aStoresOwnPeopleEnterNoSuppliersNumber() {
        DispatchId id = gateway.dead(Cause.OUTCOME_UNKNOWN);
        Person tom = new Person("tom", "support", "", Scope.of(Set.of(SmallGateway.TEA)));

        Verdict verdict = remedies.boughtByHand(id, version(id), "8123", Optional.empty(), tom, "x");

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("needs an account for all stores"));
        assertThat(remedies.offered(id, tom).orElseThrow())
                .filteredOn(offered -> offered.remedy() == Remedy.BOUGHT_BY_HAND)
                .allMatch(offered -> offered.whyNot().isPresent());
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void noSupplierIsAskedToCancelUnderANumberThatAPersonTyped() {
        DispatchId id = gateway.recorded(gateway.order("AMZ"));
        gateway.dies(id, move -> move.because(Cause.OUTCOME_UNKNOWN, "", "lost"));
        remedies.boughtByHand(id, version(id), "8123", Optional.empty(), ANN, "found it");
        gateway.clock.advance(java.time.Duration.ofHours(1));

        gateway.ledger.commit(tx -> gateway.orders.cancelAsAsked(
                tx,
                OrderBook.find(tx, gateway.find(id).order().orElseThrow()).orElseThrow(),
                "tea",
                "changed her mind",
                gateway.now()));

        Dispatch task =
                gateway
                        .ledger
                        .read(tx ->
                                Dispatches.ofOrder(tx, gateway.find(id).order().orElseThrow()))
                        .stream()
                        .filter(one -> one.kind().equals(Dispatch.CANCEL_ORDER))
                        .findFirst()
                        .orElseThrow();
        Verdict replayed = gateway.desk.replay(task.id(), Optional.empty(), ANN, "ask them", false);
        assertThat(task.cause()).contains(Cause.CANCEL_BY_HAND);
        assertThat(task.reason()).contains("cancel 8123 at amazon by hand");
        assertThat(replayed).isInstanceOf(Verdict.Conflict.class);
    }

    @Test
    void aNumberThatTheSupplierGivesToAnotherOrderIsThatOrders() {
        DispatchId typed = gateway.dead(Cause.OUTCOME_UNKNOWN);
        DispatchId owner = gateway.dead(Cause.OUTCOME_UNKNOWN);
        remedies.boughtByHand(typed, version(typed), "8123", Optional.empty(), ANN, "a slip of the hand");

        gateway.desk.replay(owner, Optional.empty(), ANN, "", true);
        end(owner, DispatchState.DONE, move -> move.because("").supplierIds(List.of("8123")));

        assertThat(count("SELECT COUNT(*) AS n FROM supplier_order WHERE dispatch_id = ?", owner))
                .isEqualTo(1);
        assertThat(count(
                        "SELECT COUNT(*) AS n FROM event WHERE dispatch_id = ? AND reason LIKE '%entered by hand%'",
                        owner))
                .isEqualTo(1);
    }

    /** A queued dispatch is attempted and ends so, with what follows from that. */
    private void end(DispatchId id, DispatchState state, UnaryOperator<Move> how) {
        gateway.ledger.commit(tx -> Dispatches.apply(
                tx, new Move(gateway.find(id), DispatchState.ATTEMPTING).attemptBy("n1"), "dispatcher", gateway.now()));
        var progress =
                new Progress(Set.of(ALIEXPRESS), new Cadence(java.time.Duration.ofMinutes(10)), new Notices(Set.of()));
        Dispatch attempting = gateway.find(id);
        Move move = how.apply(new Move(attempting, state));
        gateway.ledger.commit(tx -> {
            boolean ended = Dispatches.apply(tx, move, "dispatcher", gateway.now());
            progress.follow(tx, attempting, move, gateway.now());
            return ended;
        });
    }

    @Test
    void whatIsBoughtByHandIsWatchedAsAPurchaseOfThisMoment() {
        DispatchId id = gateway.recorded(gateway.order("ALI"));
        gateway.dies(id, move -> move.because(Cause.KEEPS_FAILING, "", "x"));
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);
        end(
                id,
                DispatchState.DEAD,
                move -> move.because(Cause.CREATED_UNPAID, "", "unpaid").supplierIds(List.of("1")));
        gateway.ledger.commit(tx -> tx.update(
                "UPDATE progress SET cause = ?, observed_at = ? WHERE dispatch_id = ?",
                Cause.CLOSED_BY_SUPPLIER,
                gateway.now(),
                id));
        gateway.clock.advance(java.time.Duration.ofDays(3));

        remedies.boughtByHand(id, version(id), "8123", Optional.empty(), ANN, "bought anew");

        assertThat(count(
                        "SELECT COUNT(*) AS n FROM progress"
                                + " WHERE dispatch_id = ? AND placed_at = ? AND cause IS NULL AND observed_at IS NULL",
                        id,
                        gateway.now()))
                .isEqualTo(1);
    }

    @Test
    void numberOfAnotherOrderIsRefused() {
        DispatchId first = gateway.dead(Cause.OUTCOME_UNKNOWN);
        DispatchId second = gateway.dead(Cause.OUTCOME_UNKNOWN);
        remedies.boughtByHand(first, version(first), "8123", Optional.empty(), ANN, "there");

        Verdict taken = remedies.boughtByHand(second, version(second), "8123", Optional.empty(), ANN, "there");
        Verdict empty = remedies.boughtByHand(second, version(second), " , ", Optional.empty(), ANN, "there");
        Verdict hostile = remedies.boughtByHand(second, version(second), "<b>", Optional.empty(), ANN, "there");

        assertThat(List.of(taken, empty, hostile)).allMatch(Verdict.Invalid.class::isInstance);
        assertThat(gateway.find(second).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void unmappedLineCanBeClosedAsBoughtAtASupplierOrSomewhereElse() {
        DispatchId there = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());
        DispatchId elsewhere = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of());

        remedies.boughtByHand(there, version(there), "1", Optional.of(ALIEXPRESS), ANN, "x");
        remedies.boughtByHand(elsewhere, version(elsewhere), "1", Optional.empty(), ANN, "x");

        assertThat(gateway.find(there).channel()).isEqualTo(ALIEXPRESS);
        assertThat(gateway.find(elsewhere).channel()).isEqualTo(Dispatch.UNMAPPED);
        assertThat(List.of(gateway.find(there).state(), gateway.find(elsewhere).state()))
                .containsOnly(DispatchState.DONE);
    }

    @Test
    void givingUpPutsTheLetterAwayAndTellsTheStoreInTheSameMoment() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);

        Verdict verdict = remedies.giveUp(
                id, version(id), RemedyForms.Words.OUT_OF_STOCK, "Sorry.", false, ANN, "supplier has stopped it");

        assertThat(verdict).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.ARCHIVED);
        assertThat(gateway.find(id).cause()).contains(Cause.OUT_OF_STOCK);
        assertThat(told(id)).singleElement().satisfies(message -> {
            assertThat(message.type()).isEqualTo("order.given-up");
            assertThat(message.text()).contains("cannot deliver", "ALI (Tee)", "Sorry.");
        });
    }

    private List<Notify> told(DispatchId about) {
        return gateway
                .ledger
                .read(tx -> Dispatches.ofOrder(tx, gateway.find(about).order().orElseThrow()))
                .stream()
                .filter(dispatch -> dispatch.kind().equals(Dispatch.NOTIFY))
                .map(dispatch -> Json.read(dispatch.request(), Notify.class))
                .toList();
    }

    @Test
    void whatTheStoreWasToldNotToExpectIsBoughtOnlyOnceAPersonSaysThatItIsStillWanted() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId other = gateway.dead(Cause.OUT_OF_STOCK);
        remedies.giveUp(id, version(id), RemedyForms.Words.OUT_OF_STOCK, "", false, ANN, "x");
        gateway.desk.restore(id, Optional.empty(), ANN, "too early");

        var preview = gateway.book.preview(DeadLetterFilter.ALL, false);
        Verdict plain = gateway.desk.replay(id, Optional.empty(), ANN, "again", false);
        Verdict remapped = remedies.remap(id, version(id), to(ALIEXPRESS, "2007", 1, false), ANN, "x");
        Verdict asked = gateway.desk.replay(id, Optional.of(version(id)), ANN, "they say yes", true);

        assertThat(plain)
                .isInstanceOfSatisfying(
                        Verdict.ConfirmationNeeded.class,
                        needed -> assertThat(needed.word()).isEqualTo("I have asked: the store still wants it"));
        assertThat(preview.skipped())
                .singleElement()
                .satisfies(
                        skipped -> assertThat(skipped.why()).isEqualTo("the store was told that nothing comes of it"));
        assertThat(remapped).isInstanceOf(Verdict.Conflict.class);
        assertThat(asked).isInstanceOf(Verdict.Changed.class);
        assertThat(gateway.desk.replay(other, Optional.empty(), ANN, "again", false))
                .isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void whatConflictsWithAnOrderAtTheSupplierIsNotSentChangedNorGivenUpUnlooked() {
        DispatchId id = gateway.dead(Cause.CONFLICT_AT_SUPPLIER);

        Verdict remapped = remedies.remap(id, version(id), to(ALIEXPRESS, "2007", 1, false), ANN, "x");
        Verdict moved = remedies.correctAddress(id, version(id), Map.of("shipTo.city", "Dallas"), ANN, "x");
        Verdict givenUp = remedies.giveUp(id, version(id), RemedyForms.Words.OTHER, "", false, ANN, "x");

        assertThat(List.of(remapped, moved)).allMatch(Verdict.Conflict.class::isInstance);
        assertThat(givenUp).isInstanceOf(Verdict.ConfirmationNeeded.class);
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void letterThatWasGivenUpAndRestoredTellsTheStoreAgain() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        remedies.giveUp(id, version(id), RemedyForms.Words.OUT_OF_STOCK, "", false, ANN, "x");
        gateway.desk.restore(id, Optional.empty(), ANN, "too early");

        remedies.giveUp(id, version(id), RemedyForms.Words.OTHER, "", false, ANN, "x");

        assertThat(told(id)).hasSize(2);
    }

    @Test
    void whatMayBeBoughtIsNotGivenUpWithoutALook() {
        DispatchId id = gateway.dead(Cause.OUTCOME_UNKNOWN);

        Verdict without = remedies.giveUp(id, version(id), RemedyForms.Words.OTHER, "", false, ANN, "x");
        Verdict with = remedies.giveUp(id, version(id), RemedyForms.Words.OTHER, "", true, ANN, "x");

        assertThat(without).isInstanceOf(Verdict.ConfirmationNeeded.class);
        assertThat(with).isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void storeThatCannotBeToldIsNamedAndNothingHappens() {
        Remedies silent = SmallRemedies.of(gateway, Set.of());
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);

        Verdict verdict = silent.giveUp(id, version(id), RemedyForms.Words.OTHER, "", false, ANN, "x");
        var offered = silent.offered(id, ANN).orElseThrow();

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("store tea has no address"));
        assertThat(offered)
                .anyMatch(
                        one -> one.remedy() == Remedy.TELL_STORE && one.whyNot().isPresent());
    }

    @Test
    void whatIsOfferedFollowsFromTheCauseAndFitsFirst() {
        DispatchId address = gateway.dead(Cause.ADDRESS_INVALID);
        DispatchId unknown = gateway.dead(Cause.OUTCOME_UNKNOWN);
        DispatchId unread = gateway.unreadable("{");

        assertThat(remedies.offered(address, ANN).orElseThrow())
                .filteredOn(Remedies.Offered::fits)
                .extracting(Remedies.Offered::remedy)
                .containsExactly(Remedy.CORRECT_ADDRESS, Remedy.TELL_STORE, Remedy.REPLAY, Remedy.ARCHIVE);
        assertThat(remedies.offered(unknown, ANN).orElseThrow())
                .filteredOn(Remedies.Offered::fits)
                .extracting(Remedies.Offered::remedy)
                .containsExactly(Remedy.BOUGHT_BY_HAND, Remedy.REPLAY, Remedy.ARCHIVE);
        assertThat(remedies.offered(unread, ANN).orElseThrow())
                .extracting(Remedies.Offered::remedy)
                .containsExactly(Remedy.EDIT, Remedy.REPLAY, Remedy.ARCHIVE);
    }

    @Test
    void whatIsPossibleAndMostLettersOfTheCauseNeedComesFirst() {
        DispatchId fetched = gateway.dead(Cause.NOT_FOR_SUPPLIER);
        DispatchId refunded = gateway.dead(Cause.REFUND_UNCLEAR);
        DispatchId odd = gateway.dead(Cause.LINE_NOT_ORDERABLE);
        DispatchId edited = gateway.dead(Cause.STORE_CHANGED_IT);

        assertThat(first(fetched)).isEqualTo(Remedy.ARCHIVE);
        assertThat(first(refunded)).isEqualTo(Remedy.EDIT);
        assertThat(first(odd)).isEqualTo(Remedy.TELL_STORE);
        assertThat(remedies.offered(edited, ANN).orElseThrow())
                .filteredOn(one -> one.remedy() == Remedy.REPLAY)
                .extracting(Remedies.Offered::sentence)
                .containsExactly("Buy what was entered here; what the store has changed since does not count.");
    }

    @Test
    void aMessageThatNobodyCouldReadIsNoOrderInTheWordsOfItsButtons() {
        DispatchId unread = gateway.unreadable("{");

        assertThat(remedies.offered(unread, ANN).orElseThrow())
                .extracting(Remedies.Offered::label, Remedies.Offered::sentence)
                .contains(
                        tuple("Edit the message", "Change what the store sent; the original is kept."),
                        tuple("Replay", "Read the message again as it is."));
    }

    private Remedy first(DispatchId letter) {
        return remedies.offered(letter, ANN).orElseThrow().getFirst().remedy();
    }

    @Test
    void cancelledAndPossiblyBoughtOrdersAreNotChangedAndSent() {
        DispatchId cancelled = gateway.dead(Cause.ITEM_UNKNOWN);
        gateway.ledger.commit(tx -> gateway.orders.cancelAsAsked(
                tx,
                OrderBook.find(tx, gateway.find(cancelled).order().orElseThrow())
                        .orElseThrow(),
                "store tea",
                "changed their mind",
                gateway.now()));
        DispatchId bought = gateway.dead(Cause.DIED_AT_SUPPLIER, "ALI", List.of("77"));

        Verdict first = remedies.remap(cancelled, version(cancelled), to(ALIEXPRESS, "2", 1, false), ANN, "x");
        Verdict second = remedies.correctAddress(bought, version(bought), Map.of("shipTo.city", "Dallas"), ANN, "x");

        assertThat(List.of(first, second)).allMatch(Verdict.Conflict.class::isInstance);
    }

    @Test
    void lettersOfAnotherStoreAreNotThere() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        Person mug = new Person("mug", "admin", "", Scope.of(Set.of(new StoreId("mugs"))));

        List<Verdict> verdicts = List.of(
                remedies.remap(id, version(id), to(ALIEXPRESS, "2", 1, true), mug, "x"),
                remedies.correctAddress(id, version(id), Map.of("shipTo.city", "Dallas"), mug, "x"),
                remedies.raisePriceCap(id, version(id), Map.of("1", "9"), mug, "x"),
                remedies.retryWithNewToken(id, version(id), mug, "x"),
                remedies.boughtByHand(id, version(id), "1", Optional.empty(), mug, "x"),
                remedies.giveUp(id, version(id), RemedyForms.Words.OTHER, "", true, mug, "x"));

        assertThat(verdicts).containsOnly(new Verdict.Missing());
        assertThat(remedies.offered(id, mug)).isEmpty();
        assertThat(remedies.addressForm(id, mug, true)).isEmpty();
        assertThat(remedies.capForm(id, mug)).isEmpty();
        assertThat(remedies.remapForm(id, mug)).isEmpty();
        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
        assertThat(audit()).isEmpty();
    }

    @Test
    void whoeverComesSecondIsToldWhoWasFirst() {
        DispatchId id = gateway.dead(Cause.ADDRESS_INVALID);
        long seen = version(id);
        String payload = gateway.find(id).request().replace("78701", "78703");
        gateway.desk.edit(id, payload.getBytes(java.nio.charset.StandardCharsets.UTF_8), Optional.empty(), ADA, "zip");

        Verdict second = remedies.correctAddress(id, seen, Map.of("shipTo.city", "Dallas"), ANN, "x");

        assertThat(second)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("ada", "edit-payload"));
        assertThat(request(id).shipTo().city()).isEqualTo("Austin");
    }

    @Test
    void differentRemediesAtOnceMakeOneChange() throws Exception {
        for (int round = 0; round < 5; round++) {
            DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
            long seen = version(id);
            String number = "N" + round;
            CountDownLatch all = new CountDownLatch(3);
            List<Verdict> verdicts = new ArrayList<>();

            try (var threads = Executors.newFixedThreadPool(3)) {
                List<Future<Verdict>> pressed = List.of(
                        threads.submit(() -> {
                            all.countDown();
                            all.await();
                            return remedies.remap(id, seen, to(ALIEXPRESS, "2", 1, false), ANN, "x");
                        }),
                        threads.submit(() -> {
                            all.countDown();
                            all.await();
                            return remedies.boughtByHand(id, seen, number, Optional.empty(), ADA, "x");
                        }),
                        threads.submit(() -> {
                            all.countDown();
                            all.await();
                            return remedies.giveUp(id, seen, RemedyForms.Words.OTHER, "", false, ADA, "x");
                        }));
                for (Future<Verdict> one : pressed) {
                    verdicts.add(one.get());
                }
            }

            assertThat(verdicts).filteredOn(Verdict.Changed.class::isInstance).hasSize(1);
            assertThat(verdicts).filteredOn(Verdict.Conflict.class::isInstance).hasSize(2);
            assertThat(audit()).hasSize(round + 1);
        }
    }

    @Test
    void letterThatDiedThreeTimesTheSameWayGoesAgainOnlyWithAReason() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        UnaryOperator<Move> same = move -> move.because(Cause.OUT_OF_STOCK, "E-out-of-stock", "still none");
        diesAgain(id, same);
        Verdict third = gateway.desk.replay(id, Optional.empty(), ANN, "", false);
        gateway.attempt(id, same);

        Verdict without = gateway.desk.replay(id, Optional.empty(), ANN, " ", false);
        Verdict with = gateway.desk.replay(id, Optional.empty(), ANN, "the supplier says there are new ones", false);

        assertThat(third).isInstanceOf(Verdict.Changed.class);
        assertThat(without)
                .isInstanceOfSatisfying(
                        Verdict.ReasonNeeded.class,
                        needed -> assertThat(needed.why()).contains("3 times", "out-of-stock"));
        assertThat(with).isInstanceOf(Verdict.Changed.class);
    }

    private void diesAgain(DispatchId id, UnaryOperator<Move> death) {
        gateway.desk.replay(id, Optional.empty(), ANN, "", false);
        gateway.attempt(id, death);
    }

    @Test
    void anotherDeathBeginsTheCountAnewAndTheArchiveDoesNotTouchIt() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        diesAgain(id, move -> move.because(Cause.OUT_OF_STOCK, "E-out-of-stock", "none"));
        diesAgain(id, move -> move.because(Cause.ITEM_UNKNOWN, "X", "gone"));
        gateway.desk.archive(id, Optional.empty(), ANN, "x");
        gateway.desk.restore(id, Optional.empty(), ANN, "x");
        diesAgain(id, move -> move.because(Cause.ITEM_UNKNOWN, "X", "gone"));

        long deaths = gateway.ledger
                .read(tx -> DeadLetters.found(tx, id, Scope.ALL))
                .orElseThrow()
                .deaths();

        assertThat(deaths).isEqualTo(2);
        assertThat(gateway.find(id).step()).isEqualTo(Step.PLACE);
    }
}
