package serai.deadletter;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import serai.access.Person;
import serai.access.Role;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Effects;
import serai.ledger.Database;
import serai.order.Listings;
import serai.order.Notices;
import serai.provider.Cause;
import serai.provider.OrderRules;

/**
 * What support can do about a dead letter besides replaying it as it is. Each is one transaction with its audit entry,
 * done only to the letter as the person saw it, and only within the stores that the person may see.
 */
public final class Remedies {
    /**
     * What the remedies work with.
     *
     * @param desk whose rules decide what may go again
     * @param listings where a remapped SKU is kept
     * @param notices how a store is told
     * @param effects what follows a purchase
     * @param rules what the account behind a channel knows of its supplier's rules; empty where it knows none
     */
    public record Means(
            Database ledger,
            Channels channels,
            Desk desk,
            Listings listings,
            Notices notices,
            Effects effects,
            Function<ChannelName, Optional<OrderRules>> rules,
            Clock clock) {}

    /**
     * One remedy as it is offered.
     *
     * @param label the button, in the words of such a letter
     * @param sentence what it does to such a letter, before it does it
     * @param fits whether the cause asks for it; the others are possible, but seldom the right thing
     * @param whyNot why it is not possible now; empty when it is
     */
    public record Offered(Remedy remedy, String label, String sentence, boolean fits, Optional<String> whyNot) {
        private static Offered of(Remedy remedy, Dispatch letter, boolean fits, Optional<String> whyNot) {
            boolean message = letter.kind().equals(Dispatch.READ_ORDER);
            return switch (remedy) {
                case EDIT ->
                    message
                            ? new Offered(
                                    remedy,
                                    "Edit the message",
                                    "Change what the store sent; the original is kept.",
                                    fits,
                                    whyNot)
                            : new Offered(remedy, remedy.label(), remedy.sentence(), fits, whyNot);
                case REPLAY -> new Offered(remedy, remedy.label(), again(letter), fits, whyNot);
                default -> new Offered(remedy, remedy.label(), remedy.sentence(), fits, whyNot);
            };
        }

        private static String again(Dispatch letter) {
            Cause cause = letter.cause().orElse(Cause.CONNECTOR_FAULT);
            if (cause == Cause.OTHER_SHOP) {
                return "Take the shop that sent this for the store from now on, and read the message again.";
            }
            if (cause == Cause.ANOTHER_ORDER) {
                return "Take it for the known order after all, changed as the message says.";
            }
            if (cause == Cause.STORE_CHANGED_IT) {
                return "Buy what was entered here; what the store has changed since does not count.";
            }
            if (cause == Cause.WANTED_AFTER_PURCHASE) {
                return "Buy what is missing of the order, by the listings as they are now.";
            }
            if (letter.kind().equals(Dispatch.READ_ORDER)) {
                return "Read the message again as it is.";
            }
            return letter.places() ? Remedy.REPLAY.sentence() : "Do it again as it is.";
        }

        public Role needs() {
            return remedy.needs();
        }
    }

    private final Means means;
    private final Mender mender;
    private final AddressCorrection addresses;
    private final PriceCap caps;
    private final Remap remap;
    private final TokenRetry tokens;
    private final BoughtByHand byHand;
    private final GivingUp givingUp;

    public Remedies(Means means) {
        this.means = means;
        this.mender = new Mender(means.ledger(), means.channels(), means.desk().replanning(), means.clock());
        this.addresses = new AddressCorrection(mender, means.rules());
        this.caps = new PriceCap(mender, means.rules());
        this.remap = new Remap(mender, means.channels(), means.listings());
        this.tokens = new TokenRetry(mender, means.channels(), means.desk());
        this.byHand = new BoughtByHand(mender, means.channels(), means.effects());
        this.givingUp = new GivingUp(mender, means.notices());
    }

    /** What can be done about it, what fits best and is possible first; empty when there is no such letter, nothing when it waits for nobody. */
    public Optional<List<Offered>> offered(DispatchId letter, Person who) {
        return mender.find(letter, who).map(found -> offered(found, who));
    }

    private List<Offered> offered(DeadLetter.Found found, Person who) {
        Dispatch letter = found.dispatch();
        if (letter.state() == DispatchState.ARCHIVED) {
            return List.of(Offered.of(Remedy.RESTORE, letter, true, Optional.empty()));
        }
        if (letter.state() != DispatchState.DEAD) {
            return List.of();
        }
        Set<Remedy> fitting = fitting(letter);
        List<Offered> offered = new ArrayList<>();
        for (Remedy remedy : Remedy.values()) {
            if (fitting.contains(remedy) || always(remedy, letter)) {
                offered.add(Offered.of(remedy, letter, fitting.contains(remedy), whyNot(remedy, found, who)));
            }
        }
        Optional<Remedy> best = letter.cause().flatMap(Remedies::best);
        offered.sort(Comparator.<Offered>comparingInt(one -> one.fits() ? 0 : 1)
                .thenComparingInt(one -> one.whyNot().isEmpty() ? 0 : 1)
                .thenComparingInt(one -> best.filter(one.remedy()::equals).isPresent() ? 0 : 1));
        return List.copyOf(offered);
    }

    /** Where the usual order of remedies would name another one first than most such letters need. */
    private static Optional<Remedy> best(Cause cause) {
        return switch (cause) {
            case STORE_CHANGED_IT -> Optional.of(Remedy.TAKE_STORES_WORD);
            case OTHER_SHOP, ANOTHER_ORDER, NOT_FOR_SUPPLIER -> Optional.of(Remedy.ARCHIVE);
            case REFUND_UNCLEAR, WISH_WOULD_BE_LOST -> Optional.of(Remedy.EDIT);
            default -> Optional.empty();
        };
    }

    private static boolean always(Remedy remedy, Dispatch letter) {
        return switch (remedy) {
            case BOUGHT_BY_HAND, TELL_STORE -> letter.places();
            case EDIT -> letter.places() || letter.kind().equals(Dispatch.READ_ORDER);
            case REPLAY, ARCHIVE -> true;
            case REMAP, CORRECT_ADDRESS, RAISE_PRICE_CAP, RETRY_WITH_NEW_TOKEN, TAKE_STORES_WORD, RESTORE -> false;
        };
    }

    private static Set<Remedy> fitting(Dispatch letter) {
        Set<Remedy> fitting = EnumSet.noneOf(Remedy.class);
        Cause cause = letter.cause().orElse(Cause.CONNECTOR_FAULT);
        for (Cause.Remedy named : cause.remedies()) {
            switch (named) {
                case ADD_LISTING, REMAP -> fitting.add(Remedy.REMAP);
                case CORRECT_ADDRESS -> fitting.add(Remedy.CORRECT_ADDRESS);
                case EDIT_PAYLOAD -> fitting.add(Remedy.EDIT);
                case RAISE_PRICE_CAP -> fitting.add(Remedy.RAISE_PRICE_CAP);
                case RENEW_CREDENTIALS, FIX_CONFIGURATION, CONTACT_SUPPLIER -> {
                    if (TokenRetry.fits(cause)) {
                        fitting.add(Remedy.RETRY_WITH_NEW_TOKEN);
                    }
                }
                case CHECK_AT_SUPPLIER -> {
                    if (letter.places()) {
                        fitting.add(Remedy.BOUGHT_BY_HAND);
                    }
                }
                case REPLAY, REPLAY_AFTER_CHECK, PAY_AT_SUPPLIER -> fitting.add(Remedy.REPLAY);
                case ARCHIVE -> fitting.add(Remedy.ARCHIVE);
                case CHECK_AT_STORE -> {}
            }
        }
        if (cause == Cause.BUYER_DATA_MISSING) {
            fitting.add(Remedy.CORRECT_ADDRESS);
        }
        if (cause == Cause.STORE_CHANGED_IT) {
            fitting.add(Remedy.TAKE_STORES_WORD);
        }
        if (letter.places() && cause.owner() == Cause.Owner.MERCHANT) {
            fitting.add(Remedy.TELL_STORE);
        }
        return fitting;
    }

    private Optional<String> whyNot(Remedy remedy, DeadLetter.Found found, Person who) {
        return switch (remedy) {
            case REMAP -> mender.whyNotSent(found);
            case CORRECT_ADDRESS -> mender.whyNotSentThere(found);
            case RAISE_PRICE_CAP -> mender.whyNotSentThere(found);
            case RETRY_WITH_NEW_TOKEN -> tokens.whyNot(found);
            case TELL_STORE -> givingUp.whyNot(found);
            case EDIT -> found.erasedAt().map(ReplayRules::erased);
            case REPLAY -> refusal(found);
            case TAKE_STORES_WORD -> StoresWord.whyNot(found);
            case BOUGHT_BY_HAND -> BoughtByHand.whyNot(who);
            case ARCHIVE, RESTORE -> Optional.empty();
        };
    }

    /** What a person's word cannot change. */
    private Optional<String> refusal(DeadLetter.Found found) {
        return means.desk().rules().on(found, true, "", means.clock().instant()) instanceof Ruling.Refuse refuse
                ? Optional.of(refuse.why())
                : Optional.empty();
    }

    /** The address of that letter's order, masked or not; empty when there is no such letter or no order in it. */
    public Optional<RemedyForms.AddressForm> addressForm(DispatchId letter, Person who, boolean masked) {
        return order(letter, who).map(found -> addresses.form(found, masked));
    }

    /** The price caps of that letter's order; empty as {@link #addressForm}. */
    public Optional<RemedyForms.CapForm> capForm(DispatchId letter, Person who) {
        return order(letter, who).map(caps::form);
    }

    /** What that letter's order is bought as; empty as {@link #addressForm}. */
    public Optional<RemedyForms.RemapForm> remapForm(DispatchId letter, Person who) {
        Optional<DeadLetter.Found> found = order(letter, who);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(means.ledger().read(tx -> remap.form(tx, found.get(), who)));
    }

    /** Why it should not be replayed as it is once more; empty when it may, or when there is no such letter. */
    public Optional<String> looping(DispatchId letter, Person who) {
        return mender.find(letter, who).flatMap(LoopGuard::why);
    }

    /** What the other side makes of our credentials on that letter's channel; empty where there is no such channel. */
    public Optional<Channel.Credentials> credentials(DispatchId letter, Person who) {
        return mender.find(letter, who)
                .flatMap(found ->
                        means.channels().find(found.dispatch().channel().value()))
                .map(Channel::credentials);
    }

    private Optional<DeadLetter.Found> order(DispatchId letter, Person who) {
        return mender.find(letter, who).filter(found -> found.dispatch().places());
    }

    /**
     * Has a line bought as something else and sends the order again.
     *
     * @param version that the person saw
     */
    public Verdict remap(DispatchId letter, long version, RemedyForms.RemapWish wish, Person who, String reason) {
        return remap.remap(new Mender.Wish(letter, version, who, reason), wish);
    }

    /**
     * Mends the address and sends the order again.
     *
     * @param fields by the form's names; what is left out, or still hidden, stays as it is
     */
    public Verdict correctAddress(
            DispatchId letter, long version, Map<String, String> fields, Person who, String reason) {
        return addresses.correct(new Mender.Wish(letter, version, who, reason), fields);
    }

    /**
     * Lets the pieces of this order cost more and sends it again.
     *
     * @param caps of one piece by line id; a line left out keeps its own
     */
    public Verdict raisePriceCap(DispatchId letter, long version, Map<String, String> caps, Person who, String reason) {
        return this.caps.raise(new Mender.Wish(letter, version, who, reason), caps);
    }

    /** Sends again what died of our credentials; refused while the other side still refuses them. */
    public Verdict retryWithNewToken(DispatchId letter, long version, Person who, String reason) {
        return tokens.retry(new Mender.Wish(letter, version, who, reason));
    }

    /**
     * Closes it as bought.
     *
     * @param numbers the supplier's order number; several with blanks between
     * @param where the channel, for a letter that has none yet; empty for none of ours
     */
    public Verdict boughtByHand(
            DispatchId letter, long version, String numbers, Optional<ChannelName> where, Person who, String reason) {
        return byHand.close(new Mender.Wish(letter, version, who, reason), numbers, where);
    }

    /**
     * Puts it away and tells the merchant in the shop.
     *
     * @param own more words for the merchant, at most 500 characters, or empty
     * @param confirmedNotBought the person has looked: the supplier holds nothing for it
     */
    public Verdict giveUp(
            DispatchId letter,
            long version,
            RemedyForms.Words words,
            String own,
            boolean confirmedNotBought,
            Person who,
            String reason) {
        return givingUp.giveUp(new Mender.Wish(letter, version, who, reason), words, own, confirmedNotBought);
    }
}
