package serai.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something waits or died: one plain sentence, who has to act, and what helps. The console, the API and the
 * run book all read this one catalogue.
 */
public enum Cause {
    // What the merchant has to mend.
    NEEDS_MAPPING(
            Owner.MERCHANT,
            "No listing says which supplier sells this SKU.",
            Remedy.ADD_LISTING,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    ADDRESS_INVALID(
            Owner.MERCHANT,
            "The supplier does not take this delivery address.",
            Remedy.CORRECT_ADDRESS,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    BUYER_DATA_MISSING(
            Owner.MERCHANT,
            "The supplier or the customs of the country ask for data that the order does not carry.",
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    ITEM_UNKNOWN(
            Owner.MERCHANT,
            "The supplier does not know the product or variant of the listing.",
            Remedy.REMAP,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    NOT_DELIVERABLE(
            Owner.MERCHANT,
            "The supplier does not deliver this item to this country with this shipping service.",
            Remedy.REMAP,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    OUT_OF_STOCK(Owner.MERCHANT, "The supplier has too few pieces.", Remedy.REPLAY, Remedy.REMAP, Remedy.ARCHIVE),
    PRICE_ABOVE_CAP(
            Owner.MERCHANT,
            "The supplier asks more than the highest unit cost that the listing allows.",
            Remedy.RAISE_PRICE_CAP,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    ORDER_NOT_ACCEPTABLE(
            Owner.MERCHANT,
            "The order itself breaks a rule of the supplier.",
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY,
            Remedy.ARCHIVE),

    OVER_BEFORE(
            Owner.MERCHANT,
            "The order was over before Serai heard of it: completed, closed, sent, or older than the connection.",
            Remedy.CHECK_AT_STORE,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    REFUND_UNCLEAR(
            Owner.MERCHANT,
            "Part of the money went back to the customer, and Serai cannot see for which pieces.",
            Remedy.CHECK_AT_STORE,
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    NOT_FOR_SUPPLIER(
            Owner.MERCHANT,
            "The customer fetches the order, or the shop delivers it itself.",
            Remedy.CHECK_AT_STORE,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    LINE_NOT_ORDERABLE(
            Owner.MERCHANT,
            "A line of the order cannot be bought as it stands.",
            Remedy.CHECK_AT_STORE,
            Remedy.ARCHIVE),
    WISH_WOULD_BE_LOST(
            Owner.MERCHANT,
            "The customer asked for something of their own, such as an engraving, that the supplier would not be told.",
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    STORE_CHANGED_IT(
            Owner.MERCHANT,
            "A person edited what is bought, and the store has changed the order since.",
            Remedy.CHECK_AT_STORE,
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    OTHER_SHOP(
            Owner.MERCHANT,
            "Another shop than the store's own sent this with the store's secret; most often it is a copy made for"
                    + " tests.",
            Remedy.CHECK_AT_STORE,
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),
    SKU_NOT_IN_STORE(
            Owner.MERCHANT,
            "The store sells nothing under the SKU of the listing.",
            Remedy.REMAP,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    SKU_AMBIGUOUS(
            Owner.MERCHANT,
            "The store sells several things under one SKU; Serai does not guess which.",
            Remedy.REMAP,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    STORE_REFUSED(
            Owner.MERCHANT,
            "The store refused what Serai wanted to write into it.",
            Remedy.CHECK_AT_STORE,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    ORDER_NOT_IN_STORE(
            Owner.MERCHANT,
            "The store does not know the order any more, or has nothing left to ship in it.",
            Remedy.CHECK_AT_STORE,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    WANTED_AFTER_PURCHASE(
            Owner.MERCHANT,
            "After the purchase the store added something to the order that is not bought by itself.",
            Remedy.CHECK_AT_STORE,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    UNWANTED_AFTER_PURCHASE(
            Owner.MERCHANT,
            "After the purchase the store took something off the order; it is bought and comes all the same.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.ARCHIVE),
    ADDRESS_AFTER_PURCHASE(
            Owner.MERCHANT,
            "After the purchase the delivery address was changed; the parcel goes to the old one.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.ARCHIVE),
    RESTORED_AFTER_CANCEL(
            Owner.MERCHANT,
            "The store wants an order again that was stopped or cancelled; it is not bought again by itself.",
            Remedy.CHECK_AT_STORE,
            Remedy.ARCHIVE),
    ANOTHER_ORDER(
            Owner.MERCHANT,
            "The store sent another order under the number of one that is known; most often the shop was set up anew"
                    + " and counts from the beginning.",
            Remedy.CHECK_AT_STORE,
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),
    CANCEL_BY_HAND(
            Owner.MERCHANT,
            "The supplier cannot be asked to cancel by a program; somebody has to do it on its website.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.ARCHIVE),
    TOO_LATE_TO_CANCEL(
            Owner.MERCHANT,
            "The supplier has begun to ship; the order cannot be cancelled any more.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.ARCHIVE),

    // What support has to look at: a person decides, because money may have moved.
    CREATED_UNPAID(
            Owner.SUPPORT,
            "The supplier holds the order but it is not paid; it ships only after someone pays it there.",
            Remedy.PAY_AT_SUPPLIER,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    PROBABLY_BOUGHT(
            Owner.SUPPORT,
            "The supplier says that it already has this order but does not say under which number.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),
    OUTCOME_UNKNOWN(
            Owner.SUPPORT,
            "An answer was lost, and sending it again to find out is not safe.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),
    CONFLICT_AT_SUPPLIER(
            Owner.SUPPORT,
            "The supplier holds an order under our reference with other lines than ours.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),
    DIED_AT_SUPPLIER(
            Owner.SUPPORT,
            "The supplier took the order first and then declared it invalid, unfulfillable or cancelled.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),
    LOST_AT_SUPPLIER(
            Owner.SUPPORT,
            "The supplier confirmed the order but does not show it, long after it should.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),
    CLOSED_BY_SUPPLIER(
            Owner.SUPPORT,
            "The supplier closed or cancelled an order that it had taken; it will not ship.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.ARCHIVE),
    SHIPS_LATE(
            Owner.SUPPORT,
            "The day on which the supplier promised to ship has passed.",
            Remedy.CHECK_AT_SUPPLIER,
            Remedy.ARCHIVE),
    KEEPS_FAILING(
            Owner.SUPPORT,
            "The other side failed at this order again and again while others went through.",
            Remedy.REPLAY,
            Remedy.EDIT_PAYLOAD,
            Remedy.ARCHIVE),
    REFUSED_BY_SUPPLIER(
            Owner.SUPPORT,
            "The supplier refused with a code that Serai has no better words for.",
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY,
            Remedy.ARCHIVE),

    // What whoever runs or extends Serai has to mend.
    ACCOUNT_BLOCKED(
            Owner.SUPPORT,
            "The other side has blocked or limited our account.",
            Remedy.CONTACT_SUPPLIER,
            Remedy.REPLAY),
    CREDENTIALS_REFUSED(
            Owner.INTEGRATOR,
            "Our credentials are refused; the account has to be authorised again.",
            Remedy.RENEW_CREDENTIALS),
    PERMISSION_MISSING(
            Owner.INTEGRATOR,
            "Our application lacks a permission, a role or an allowed address on the other side.",
            Remedy.FIX_CONFIGURATION),
    CONFIGURATION_WRONG(
            Owner.INTEGRATOR,
            "The other side refuses the call itself: its signature, name, version or marketplace.",
            Remedy.FIX_CONFIGURATION,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    ORDER_UNREADABLE(
            Owner.INTEGRATOR,
            "The store sent an authentic order that Serai cannot read.",
            Remedy.EDIT_PAYLOAD,
            Remedy.REPLAY,
            Remedy.ARCHIVE),
    CERTIFICATE_NOT_TRUSTED(
            Owner.INTEGRATOR,
            "The other side cannot show by its certificate that it is who it should be; nothing is sent to it.",
            Remedy.FIX_CONFIGURATION),
    CONNECTOR_FAULT(
            Owner.INTEGRATOR,
            "The connector or the route failed before it could say what happened.",
            Remedy.REPLAY_AFTER_CHECK,
            Remedy.ARCHIVE),

    // Why something waits by itself; none of these makes a dead letter.
    PROVIDER_UNREACHABLE(Owner.NOBODY, "The other side cannot be reached; Serai tries again by itself."),
    NOT_SENT_IN_TIME(
            Owner.NOBODY, "Serai itself was too slow to send it; nothing has left, and it goes out again by itself."),
    PROVIDER_FAILING(Owner.NOBODY, "The other side answers with errors of its own; Serai tries again by itself."),
    RATE_LIMITED(Owner.NOBODY, "The other side asks for a pause; Serai goes on when it ends."),
    ANSWER_LOST(Owner.NOBODY, "The answer was lost; Serai finds out before it sends anything again."),
    CHANNEL_HELD(Owner.NOBODY, "Support holds the channel for a while; Serai goes on when they release it."),
    CONFIRMING(Owner.NOBODY, "The supplier took the order; Serai waits for its confirmation."),
    STORE_HOLDS(Owner.NOBODY, "The store holds the order; Serai buys it when the store releases it.");

    /** Who has to act. */
    public enum Owner {
        MERCHANT,
        SUPPORT,
        INTEGRATOR,
        NOBODY
    }

    /** What a person can do about a cause. */
    public enum Remedy {
        ADD_LISTING,
        REMAP,
        CORRECT_ADDRESS,
        EDIT_PAYLOAD,
        RAISE_PRICE_CAP,
        PAY_AT_SUPPLIER,
        CHECK_AT_SUPPLIER,
        CHECK_AT_STORE,
        CONTACT_SUPPLIER,
        RENEW_CREDENTIALS,
        FIX_CONFIGURATION,
        /** Send again; safe, because the supplier holds nothing or the reference protects. */
        REPLAY,
        /** Send again only with a person's word that the supplier holds no such order. */
        REPLAY_AFTER_CHECK,
        ARCHIVE;

        /** As written in JSON, for example {@code correct-address}. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Owner owner;
    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Remedy> remedies;

    Cause(Owner owner, String sentence, Remedy... remedies) {
        this.owner = owner;
        this.sentence = sentence;
        this.remedies = List.of(remedies);
    }

    /** As written in error tables, the ledger and JSON, for example {@code address-invalid}. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Owner owner() {
        return owner;
    }

    public String sentence() {
        return sentence;
    }

    public List<Remedy> remedies() {
        return remedies;
    }

    /** What to do about it, for people who are not engineers: one to three plain sentences. */
    public String advice() {
        return Advice.of(this);
    }

    /** The cause with that {@link #id}, empty when there is none. */
    public static Optional<Cause> find(String id) {
        return Arrays.stream(values()).filter(cause -> cause.id().equals(id)).findFirst();
    }
}
