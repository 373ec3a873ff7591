package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static woocommerce.Rig.message;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.fixture.Patience;
import serai.provider.Outcome;

@Timeout(Patience.HANGS)
class NotifyTest {
    private final Rig rig = new Rig();

    NotifyTest() throws Exception {
        rig.shop.orders().add(727, Rig.NOON);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void theMerchantIsToldByAPrivateNoteThatHoldsOurId() {
        var outcome = rig.outcome(message("m-1"));

        assertThat(outcome).isEqualTo(new Outcome.Done(List.of("101"), ""));
        assertThat(rig.shop.orders().notes(727)).containsExactly("The supplier ships already.\n[serai m-1]");
        assertThat(rig.shop.orders().mails(727)).isZero();
    }

    @Test
    void aRepeatAfterALostAnswerMakesNoSecondNote() {
        rig.shop.trouble("accept-then-hang").times(1);

        rig.outcome(message("m-1"));
        rig.outcome(message("m-1"));

        assertThat(rig.shop.orders().notes(727)).hasSize(1);
    }

    @Test
    void anotherMessageOfTheSameWordsIsAnotherNote() {
        rig.outcome(message("m-1"));

        rig.outcome(message("m-11"));

        assertThat(rig.shop.orders().notes(727)).hasSize(2);
    }
}
