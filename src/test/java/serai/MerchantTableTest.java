package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the merchants' page says of orders is what a test proves: one or more for each row of its table. */
class MerchantTableTest {
    private static final Path PAGE = Path.of("docs/merchant.md");
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "Property");

    /** By how the row begins: class and method; a suite stands for the classes that run it. */
    private static final Map<String, List<String>> PROOFS = proofs();

    private static Map<String, List<String>> proofs() {
        Map<String, List<String>> proofs = new LinkedHashMap<>();
        proofs.put(
                "is paid",
                List.of(
                        "serai.store.WooCommerceReaderTest#theStatusDecides",
                        "serai.store.ShopifyReaderTest#anyTopicThatBringsAnOrderMakesIt",
                        "serai.store.WooCommerceReaderTest#aFreeOrderIsPaid"));
        proofs.put(
                "is authorised",
                List.of(
                        "serai.store.WooCommerceReaderTest#cashOnDeliveryIsPlacedOnlyWhenTheStoreAllowsIt",
                        "serai.store.ShopifyReaderTest#cashOnDeliveryIsPlacedOnlyWhenTheStoreAllowsIt"));
        proofs.put(
                "is pending",
                List.of(
                        "serai.store.StoreTrapsDeliveryTest#anUnpaidOrderIsRecordedAndBoughtOnceItIsPaid",
                        "serai.store.StoreTrapsDeliveryTest#aDraftThatIsNeverOrderedIsNothingForASupplier"));
        proofs.put(
                "is cancelled, refunded in full",
                List.of(
                        "serai.order.OrderBookSuite#cancelledBeforePlacingNothingIsEverBought",
                        "serai.intake.StoreWordTest#ofAnOrderWhoseGoodsAreAllRefundedNothingIsBought",
                        "serai.intake.StoreWordTest#anOrderPutIntoTheTrashWithoutAWebhookIsNotBought"));
        proofs.put(
                "is a test order",
                List.of(
                        "serai.store.StoreTrapsContentTest#testOrdersAndSampleNotificationsAreRecordedAndNeverBought",
                        "serai.order.ReplanningSuite#aTestOrderThatTurnsRealInTheSameSecondIsBought"));
        proofs.put(
                "comes twice",
                List.of(
                        "serai.store.StoreTrapsDeliveryTest#duplicatesAtTheSameInstantAreAllAnswered200AndBoughtOnce",
                        "serai.order.OrderBookSuite#updatedBeforeCreatedMakesTheOrderAndCreatedIsStale"));
        proofs.put(
                "is edited while its purchase waits",
                List.of(
                        "serai.order.ReplanningSuite#anEditDuringAnOutageIsWhatIsBoughtAfterIt",
                        "serai.intake.StoreWordTest#anOrderEditedSeventySecondsBeforeThePurchaseIsBoughtAsItIsNow"));
        proofs.put(
                "is edited after its purchase",
                List.of(
                        "serai.order.OrderBookSuite#anEditAfterPlacingOpensOneDiscrepancyAndBuysNothing",
                        "serai.console.OrderPagesTest#whatIsOrderedIsToldByLineAndWhatTheStoreSaysSinceStandsAtTheTop"));
        proofs.put(
                "was refused, and you correct it",
                List.of("serai.order.ReplanningSuite#aRefusedOrderTakesTheCorrectedAddressAndGoesAgainByItself"));
        proofs.put(
                "a person has edited here",
                List.of(
                        "serai.deadletter.StoresWordSuite#anEditBesideANewerWordOfTheSameThingIsAConflictThatKeepsBoth",
                        "serai.deadletter.StoresWordSuite#anEditOfOneThingAndAWordOfAnotherGoTogether"));
        proofs.put(
                "you put on hold",
                List.of("serai.order.ReplanningSuite#anOrderThatTheStoreHoldsWaitsAndIsBoughtOnceItIsReleased"));
        proofs.put(
                "Shopify holds",
                List.of(
                        "serai.intake.ShopifyHoldsTest#anOrderOnHoldIsNotBoughtUntilItIsReleased",
                        "serai.intake.ShopifyHoldsTest#aScheduledOrderWaitsForItsTime"));
        proofs.put(
                "you cancel, and restore",
                List.of(
                        "serai.order.OrderBookSuite#anOrderRestoredBeforeAnythingWasSentIsBought",
                        "serai.order.OrderBookSuite#anOrderThatTheMerchantCancelledHereStaysStoppedWhenTheStoreRestoresIt"));
        proofs.put(
                "you cancel or refund in full",
                List.of(
                        "serai.order.ReplanningSuite#anOrderThatIsRefundedAfterItsPurchaseShowsThatItsSupplierIsAskedToCancel",
                        "serai.order.ReplanningSuite#anOrderThatIsCancelledAfterItsPurchaseEndsCancelledWhenItsSupplierHasCancelledIt"));
        proofs.put(
                "shows refunds",
                List.of(
                        "serai.intake.StoreWordTest#aRefundInTheFirstWordOfAnOrderIsReadBeforeAnythingIsBought",
                        "serai.intake.StoreWordTest#withoutKeysARefundWaitsForAPersonSaysWhyAndTheReplayBuys",
                        "serai.intake.StoreWordTest#moneyRefundedForNobodyKnowsWhatWaitsForAPersonWhoseReplayBuys"));
        proofs.put(
                "you delete for good",
                List.of("serai.intake.StoreWordTest#anOrderDeletedForGoodWhileItWaitedIsNotBought"));
        proofs.put(
                "waits for a store that does not answer",
                List.of(
                        "serai.intake.StoreWordTest#aShopThatIsDownKeepsItsOrderWaitingUntilPatienceEndsThenItIsBoughtAsItWasTold",
                        "serai.intake.StoreWordTest#aRefundThatNobodyCouldReadInTimeNeedsAPerson"));
        proofs.put(
                "was over before Serai came",
                List.of(
                        "serai.store.OverBeforeTest#aCompletedOrderThatTheShopTellsOfAgainIsNotBought",
                        "serai.store.OverBeforeTest#anArchivedOrderThatIsOpenedAgainWaitsForAPersonsWord",
                        "serai.store.OverBeforeTest#anOpenOrderFromLongBeforeTheConnectionIsNotBought"));
        proofs.put(
                "cannot be read",
                List.of(
                        "serai.UnreadOrdersTest#anUnreadableOrderIsDeadWithItsReasonAtOnceAndForEver",
                        "serai.UnreadOrdersTest#itsLetterIsFoundByTheStoresIdAndByTheNumber"));
        proofs.put(
                "comes without lines at first",
                List.of(
                        "serai.store.StoreTrapsLinesTest#anOrderHeardOfFirstWithoutLinesIsBoughtOnceItNamesThem",
                        "serai.store.StoreTrapsLinesTest#linesThatComeAsAnObjectAreBought"));
        proofs.put(
                "has one odd line",
                List.of(
                        "serai.store.StoreTrapsLinesTest#twoAndAHalfMetresOfClothDoNotStopTheShirt",
                        "serai.store.StoreTrapsLinesTest#aLineBelowZeroDoesNotStopTheShirt",
                        "serai.store.StoreTrapsLinesTest#aCurrencyOutsideIso4217IsKeptAsTextAndTheOrderIsBought"));
        proofs.put("holds gift cards", List.of("serai.store.StoreTrapsLinesTest#everyLineHasItsFateOnTheOrder"));
        proofs.put(
                "holds a line that was typed in",
                List.of(
                        "serai.store.StoreTrapsLinesTest#aDeletedProductThatIsStillToBeSentIsALetterWithItsName",
                        "serai.store.StoreTrapsContentTest#customLinesTipsGiftCardsAndFeesAreNotSentToASupplier"));
        proofs.put(
                "holds a set or bundle",
                List.of(
                        "serai.store.StoreTrapsPluginsTest#onlyThePartsOfASetAreBought",
                        "serai.store.StoreTrapsContentTest#componentsOfAShopifyBundleAreBoughtEachOnce",
                        "serai.store.StoreTrapsPluginsTest#aSetWhosePartsAreNotInTheOrderIsBoughtItself"));
        proofs.put(
                "uses one SKU",
                List.of("serai.store.StoreTrapsPluginsTest#twoVariationsUnderOneSkuAreNotBothBoughtAsOne"));
        proofs.put(
                "carries the customer's own text",
                List.of(
                        "aliexpress.DoubleTest#whatTheCustomerHadEngravedReachesTheSupplier",
                        "amazon.WordsOfAnOrderTest#aGiftMessageGoesIntoItsOwnField",
                        "amazon.WordsOfAnOrderTest#anEngravingIsNotBoughtBlank"));
        proofs.put(
                "comes from a copy",
                List.of("serai.store.OtherShopTest#aStagingCopyBuysNothingAndDoesNotTakeTheRealOrdersPlace"));
        proofs.put(
                "is fetched by the customer",
                List.of(
                        "serai.store.DeliveryMethodTest#anOrderThatTheCustomerFetchesIsNotSentToASupplier",
                        "serai.store.DeliveryMethodTest#aMethodThatTheMerchantServesHimselfIsHis"));
        proofs.put(
                "goes where the supplier has other words",
                List.of(
                        "aliexpress.DoubleTest#aCountryIsBoughtUnderTheSuppliersOwnCode",
                        "aliexpress.DoubleTest#aProvinceIsBoughtByItsName",
                        "aliexpress.DoubleTest#aProvinceThatIsNotInTheListIsToldBeforeAPurchase",
                        "serai.store.AmazonsWordsTest#aShopifyOrderToTokyoDoesNotGoToPrefecture13",
                        "amazon.RegionTest#aCodeThatNobodyKnowsIsALetterWithTheCandidates"));
        proofs.put(
                "has a placeholder",
                List.of(
                        "serai.store.StoreTrapsBuyerTest#aPlaceholderInTheFirstPhoneHidesNoGoodNumberBehindIt",
                        "serai.store.StoreTrapsBuyerTest#aPlaceholderForNameMailOrCompanyHidesNothing",
                        "aliexpress.RecipientTest#aPlaceholderForANumberGivesWayToTheChannelsOwn"));
        proofs.put(
                "has signs in its address",
                List.of(
                        "serai.store.StoreTrapsBuyerTest#whatNobodySeesInAnAddressStaysInTheRecord",
                        "serai.store.AmazonsWordsTest#aWordJoinerOfShopifyDoesNotReachAmazon",
                        "aliexpress.RecipientTest#whatNobodySeesIsNotSent"));
        proofs.put(
                "goes to Brazil",
                List.of(
                        "serai.store.StoreTrapsBuyerTest#aBrazilianHouseNumberAndNeighbourhoodReachTheAddress",
                        "serai.store.StoreTrapsBuyerTest#whatCustomsAskForIsFoundWhereShopsKeepIt",
                        "serai.order.ForesightTest#whatIsMissingIsToldWhileTheOrderWaitsForItsPayment"));
        proofs.put(
                "is refused by its supplier",
                List.of(
                        "amazon.RefusalTextsTest#aRefusalIsReadRightlyAndMarksItsField",
                        "aliexpress.AddressFlawsTest#theFieldThatAliExpressComplainsOfIsFoundInItsWords",
                        "aliexpress.ErrorsTest#theWordsBesideAnAddressCodeSayWhatIsMissing"));
        proofs.put(
                "is in yen",
                List.of(
                        "serai.store.AmazonsWordsTest#yenHaveNoSen",
                        "amazon.WordsOfAnOrderTest#moneyHasTheDigitsOfItsCurrency"));
        proofs.put(
                "costs import charges",
                List.of(
                        "aliexpress.DoubleTest#importChargesOnTopOfThePriceCountTowardsTheCap",
                        "aliexpress.PricesTest#importChargesCountTowardsTheCap"));
        proofs.put(
                "names two delivery speeds",
                List.of("serai.order.OneServiceTest#twoLinesOfDifferentSpeedsAreTwoOrders"));
        proofs.put(
                "gets another tracking number",
                List.of(
                        "serai.fault.BackToStoresFaultTest#theLastMileNumberReplacesTheFirstOneInBothShopsAndNothingDies",
                        "serai.shipment.RenumberedParcelTest#theLastMileNumberIsTheSameParcelWithItsOwnCarrier"));
        return proofs;
    }

    @Test
    void eachRowHasItsProofAndEachProofItsRow() throws IOException {
        List<String> rows = rows();

        assertThat(rows)
                .allSatisfy(row -> assertThat(PROOFS.keySet().stream().filter(row::startsWith))
                        .as("tests of the row '%s'", row)
                        .hasSize(1));
        assertThat(PROOFS.keySet())
                .allSatisfy(begin -> assertThat(rows.stream().filter(row -> row.startsWith(begin)))
                        .as("rows of '%s'", begin)
                        .hasSize(1));
    }

    @Test
    void eachProofIsATestThatRuns() {
        assertThat(PROOFS.values().stream().flatMap(List::stream)).allSatisfy(proof -> {
            String name = proof.substring(0, proof.indexOf('#'));
            Class<?> type = type(name);
            assertThat(methods(type)
                            .filter(method -> method.getName().equals(proof.substring(proof.indexOf('#') + 1)))
                            .filter(MerchantTableTest::isTest))
                    .as(proof)
                    .hasSize(1);
            if (Modifier.isAbstract(type.getModifiers())) {
                assertThat(type(name.replaceFirst("Suite$", "Test")).getSuperclass())
                        .as("what runs " + name)
                        .isEqualTo(type);
            }
        });
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, MerchantTableTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no test class " + name, e);
        }
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods());
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(one -> TESTS.contains(one.annotationType().getSimpleName()));
    }

    /** What stands in the first column, without the head. */
    private static List<String> rows() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        return page.subList(page.indexOf("<!-- orders -->") + 3, page.indexOf("<!-- /orders -->")).stream()
                .map(line -> line.split("\\|", -1)[1].strip())
                .toList();
    }
}
