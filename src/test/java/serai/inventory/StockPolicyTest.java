package serai.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.Money;
import serai.inventory.StockPolicy.WhenOld;

class StockPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "10, 1, 0, FREEZE, false, 10",
        "10, 1, 3, FREEZE, false, 7",
        "2, 1, 3, FREEZE, false, 0",
        "10, 3, 0, FREEZE, false, 3",
        "10, 3, 1, FREEZE, false, 2",
        "2, 3, 0, FREEZE, false, 0",
        "0, 1, 0, ZERO, false, 0",
        "10, 1, 0, FREEZE, true, 10",
        "10, 1, 0, ZERO, true, 0",
        "10, 1, 0, ZERO, false, 10",
        "3000000000, 1, 0, FREEZE, false, 3000000000"
    })
    void wholePiecesLessTheBufferAreOffered(
            long pieces, int factor, int buffer, WhenOld whenOld, boolean old, long available) {
        var policy = new StockPolicy(buffer, Duration.ofHours(1), whenOld, true, Optional.empty(), Optional.empty());

        assertThat(policy.available(pieces, factor, old)).isEqualTo(available);
    }

    @ParameterizedTest
    @CsvSource({
        "1.8, EUR, 9.99, EUR, 1, 17.98",
        "1.85, EUR, 0.10, EUR, 3, 0.56",
        "2, EUR, 0.00, EUR, 1, 0.00",
        "0.5, EUR, 0.01, EUR, 1, 0.01",
        "1.8, EUR, 9.99, USD, 1, ",
        "1.8, , 9.99, USD, 1, 17.98",
        ", EUR, 9.99, EUR, 1, ",
        "1.8, EUR, , EUR, 1, "
    })
    void thePriceIsTheCostTimesTheFactorToTheCentInTheStoresCurrency(
            String priceFactor, String currency, String cost, String costCurrency, int factor, String price) {
        var policy = new StockPolicy(
                0,
                Duration.ofHours(1),
                WhenOld.FREEZE,
                true,
                Optional.ofNullable(priceFactor).map(BigDecimal::new),
                Optional.ofNullable(currency));

        var set = policy.price(Optional.ofNullable(cost).map(amount -> Money.of(amount, costCurrency)), factor);

        assertThat(set.map(Money::plain)).isEqualTo(Optional.ofNullable(price));
    }

    @Test
    void wordsOfTheFileAreSmall() {
        assertThat(WhenOld.values()).extracting(WhenOld::toString).containsExactly("freeze", "zero");
    }
}
