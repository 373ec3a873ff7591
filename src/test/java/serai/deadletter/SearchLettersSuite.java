package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import serai.base.DispatchId;
import serai.dispatch.DispatchState;
import serai.dispatch.LetterRows;
import serai.provider.Cause;

/** What searches, groups and counts find. */
abstract class SearchLettersSuite extends LettersSuite {
    @Test
    void everyTermFindsItsOwnAndOnlyThat() {
        String stock = gateway.dead(Cause.OUT_OF_STOCK).value();
        String amazon =
                gateway.dead(Cause.PROBABLY_BOUGHT, "AMZ", List.of("8123-77")).value();
        String unmapped =
                gateway.dead(Cause.NEEDS_MAPPING, "A \"B\" c", List.of()).value();
        String cup = deadInCup().value();
        String unread = gateway.unreadable("{}").value();
        String orderId =
                gateway.find(new DispatchId(stock)).order().orElseThrow().value();

        assertThat(found("store:cup")).containsExactly(cup);
        assertThat(found("channel:amazon")).containsExactly(amazon);
        assertThat(found("cause:out-of-stock")).containsExactly(stock);
        assertThat(found("code:E-out-of-stock")).containsExactly(stock);
        assertThat(found("kind:read-order")).containsExactly(unread);
        assertThat(found("owner:merchant")).containsExactlyInAnyOrder(stock, unmapped, cup);
        assertThat(found("owner:ours")).containsExactlyInAnyOrder(amazon, unread);
        assertThat(found("owner:support")).containsExactly(amazon);
        assertThat(found("sku:ALI")).containsExactly(stock);
        assertThat(found("sku:ali")).isEmpty();
        assertThat(found("sku:\"A \"")).isEmpty();
        assertThat(found("order:" + orderId)).containsExactly(stock);
        assertThat(found("order:1001")).containsExactly(stock);
        assertThat(found("order:#1001")).containsExactly(stock);
        assertThat(found("order:100")).isEmpty();
        assertThat(found("REFUSED because")).containsExactlyInAnyOrder(stock, amazon);
        assertThat(found("8123-77")).containsExactly(amazon);
        assertThat(found("currency")).containsExactly(unread);
        assertThat(found("jane@example.com")).isEmpty();
    }

    @Test
    void operatorsJoinTermsAndLikeSignsAreOnlyCharacters() {
        String stock = gateway.dead(Cause.OUT_OF_STOCK).value();
        String amazon = gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of()).value();
        String cup = deadInCup().value();

        assertThat(found("cause:out-of-stock NOT channel:amazon")).containsExactly(stock);
        assertThat(found("store:cup OR channel:amazon")).containsExactlyInAnyOrder(cup, amazon);
        assertThat(found("(store:cup OR channel:amazon) AND sku:AMZ")).containsExactly(amazon);
        assertThat(found("NOT (store:cup OR channel:amazon)")).containsExactly(stock);
        assertThat(found("%")).isEmpty();
        assertThat(found("ref_sed")).isEmpty();
        assertThat(found("\u0000")).isEmpty();
    }

    @Test
    void timesCountFromTheMomentOfLooking() {
        String old = gateway.dead(Cause.OUT_OF_STOCK).value();
        gateway.clock.advance(Duration.ofHours(3));
        String young = gateway.dead(Cause.OUT_OF_STOCK).value();

        assertThat(found("before:2h")).containsExactly(old);
        assertThat(found("after:2h")).containsExactly(young);
        assertThat(found("after:" + letter(new DispatchId(young)).since())).containsExactly(young);
    }

    @Test
    void archivedAndEditedAreFoundWhenAskedFor() {
        DispatchId away = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId mended = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.desk.archive(away, Optional.empty(), ANN, "done");
        String request = gateway.find(mended).request().replace("\"ALI\"", "\"NEW\"");
        gateway.desk.edit(
                mended, request.getBytes(java.nio.charset.StandardCharsets.UTF_8), Optional.empty(), ANN, "other");

        assertThat(found("is:archived")).containsExactly(away.value());
        assertThat(found("NOT is:archived")).containsExactly(mended.value());
        assertThat(found("is:archived OR is:edited")).containsExactlyInAnyOrder(away.value(), mended.value());
        assertThat(found("sku:NEW")).containsExactly(mended.value());
        assertThat(found("sku:ALI")).isEmpty();
    }

    @Test
    void aGroupsLettersAreThoseItCountedDownToTheSku() {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of());
        gateway.dead(Cause.NEEDS_MAPPING, "A \"B\" c", List.of());
        deadInCup();
        gateway.unreadable("{}");
        DeadLetterFilter filter = search("NOT channel:amazon");

        for (DeadLetters.By by : DeadLetters.By.values()) {
            List<DeadLetters.Group> groups = gateway.letters.groups(filter, by);

            assertThat(groups).extracting(DeadLetters.Group::count).startsWith(2L);
            assertThat(groups)
                    .allSatisfy(group -> assertThat(ids(filter.in(group))).hasSize((int) group.count()));
            assertThat(groups.stream().mapToLong(DeadLetters.Group::count).sum())
                    .isEqualTo(5);
        }
    }

    @Test
    void aLetterWithoutACauseHasAGroupOfItsOwn() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId other = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.ledger.commit(tx -> tx.update("UPDATE dispatch SET cause = NULL WHERE id = ?", id));
        gateway.ledger.commit(tx -> {
            LetterRows.save(tx, id);
            return true;
        });
        DeadLetterFilter filter = search("order:" + gateway.find(id).order().orElseThrow() + " OR cause:out-of-stock");

        List<DeadLetters.Group> groups = gateway.letters.groups(filter, DeadLetters.By.CAUSE);

        assertThat(groups)
                .hasSize(2)
                .allSatisfy(group -> assertThat(ids(filter.in(group))).hasSize(1));
        assertThat(found("cause:none")).containsExactly(id.value());
        assertThat(found("cause:out-of-stock")).containsExactly(other.value());
    }

    @Test
    void countsAreExactUpToTheirCap() {
        for (int i = 0; i < 4; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }

        assertThat(gateway.letters.count(DeadLetterFilter.ALL, 4)).isEqualTo(new DeadLetters.Count(4, false));
        assertThat(gateway.letters.count(DeadLetterFilter.ALL, 3)).isEqualTo(new DeadLetters.Count(3, true));
    }

    @Test
    void whatLeavesIsFoundNoMoreAndWhatComesBackIs() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);

        gateway.desk.replay(id, Optional.empty(), ANN, "", false);
        List<String> away = found("");
        gateway.attempt(id, move -> move.because(Cause.PRICE_ABOVE_CAP, "P", "dearer"));

        assertThat(away).isEmpty();
        assertThat(found("cause:price-above-cap dearer")).containsExactly(id.value());
    }

    @Test
    void anOlderLedgerIsMadeReadyToBeSearched() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId away = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId gone = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.desk.archive(away, Optional.empty(), ANN, "done");
        gateway.ledger.commit(tx -> tx.update("DELETE FROM letter WHERE id <> ?", gone));
        gateway.ledger.commit(
                tx -> tx.update("UPDATE dispatch SET state = ? WHERE id = ?", DispatchState.CANCELLED, gone));

        LetterRows.catchUp(gateway.ledger);

        assertThat(found("")).containsExactly(id.value());
        assertThat(found("is:archived")).containsExactly(away.value());
    }

    @Test
    void aLetterThatDiedAgainBesideAnOlderNodeIsListedAsItDiedLast() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        DispatchId same = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.ledger.commit(tx -> tx.update("UPDATE letter SET snoozed_until = ?", Long.MAX_VALUE));
        gateway.ledger.commit(tx -> tx.update(
                "UPDATE dispatch SET cause = ?, changed_at = changed_at + 1 WHERE id = ?", Cause.PRICE_ABOVE_CAP, id));

        LetterRows.catchUp(gateway.ledger);

        assertThat(found("cause:price-above-cap")).containsExactly(id.value());
        assertThat(found("cause:out-of-stock is:snoozed")).containsExactly(same.value());
    }

    @Test
    void aHundredThousandSkusAreNotAllCountedButTheMostFrequentAndThatThereAreMoreIsSaid() {
        DispatchId often = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.ledger.commit(tx -> {
            for (int i = 0; i < 501; i++) {
                tx.update(
                        "INSERT INTO letter SELECT 'dsp_' || CAST(? AS TEXT), state, changed_at, store, channel, kind, cause,"
                                + " code, order_id, ordered_at, store_order_id, order_number, edited, assignee,"
                                + " snoozed_until, CAST(? AS TEXT), words FROM letter WHERE id = ?",
                        i,
                        i == 0 ? skus(often) : "[\"SKU-" + i + "\"]",
                        often);
            }
            return true;
        });

        DeadLetters.Counted counted = gateway.letters.counted(DeadLetterFilter.ALL, DeadLetters.By.SKU);

        assertThat(counted.groups()).hasSize(500);
        assertThat(counted.groups().getFirst().count()).isEqualTo(2);
        assertThat(counted.more()).isTrue();
        assertThat(gateway.letters.counted(DeadLetterFilter.ALL, DeadLetters.By.CAUSE))
                .satisfies(all -> assertThat(all.more()).isFalse())
                .satisfies(all -> assertThat(all.groups())
                        .singleElement()
                        .satisfies(group -> assertThat(group.count()).isEqualTo(502)));
    }

    private String skus(DispatchId letter) {
        return gateway.ledger
                .read(tx -> tx.first("SELECT skus FROM letter WHERE id = ?", row -> row.text("skus"), letter))
                .orElseThrow();
    }

    @Test
    void morePagesOfAnOlderLedgerThanOneAreMadeReady() {
        for (int i = 0; i < 101; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }
        gateway.ledger.commit(tx -> tx.update("DELETE FROM letter"));
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO letter SELECT id || 'x', state, changed_at, store, channel, kind, 'OUT_OF_STOCK', code, '', 0,"
                        + " '', '', 0, '', 0, '[]', '' FROM dispatch"));

        LetterRows.catchUp(gateway.ledger);

        List<Boolean> known = gateway.ledger.read(tx -> tx.list(
                "SELECT l.id, d.id AS letter FROM letter l LEFT JOIN dispatch d ON d.id = l.id",
                row -> row.maybeText("letter").isPresent()));
        assertThat(known).hasSize(101).doesNotContain(false);
    }
}
