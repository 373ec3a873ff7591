package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.OrderRules;
import serai.provider.PlaceOrder;

/**
 * Tells the merchant what a supplier will ask for, such as a tax id, while the order still waits: there is time then to ask
 * the customer. Said once for each finding; where a purchase is due at once nothing is said here, its own letter does.
 */
public final class Foresight {
    private static final String SAID = Sql.of(Foresight.class, "event-said");
    private static final String WHAT = "WILL_BE_ASKED_FOR";

    /** Sees nothing: no supplier's rules are known. */
    public static final Foresight NONE =
            new Foresight(channel -> Optional.empty(), channel -> false, new Notices(Set.of()));

    private final Function<ChannelName, Optional<OrderRules>> rules;
    private final Predicate<ChannelName> held;
    private final Notices notices;

    /**
     * @param rules of the channel's account, where it has any
     * @param held whether nothing is sent on that channel for now
     */
    public Foresight(Function<ChannelName, Optional<OrderRules>> rules, Predicate<ChannelName> held, Notices notices) {
        this.rules = rules;
        this.held = held;
        this.notices = notices;
    }

    /**
     * Says what would be refused of these.
     *
     * @param planned as they are, or would be once the order is paid
     * @param due whether they may be sent as soon as their channel is free
     */
    void tell(Tx tx, OrderId id, List<Dispatch> planned, boolean due, Instant now) throws SQLException {
        Map<String, DispatchId> findings = new LinkedHashMap<>();
        for (Dispatch dispatch : planned) {
            if (dispatch.state() == DispatchState.RECORDED && (!due || held.test(dispatch.channel()))) {
                String words = flaws(dispatch);
                if (!words.isEmpty()) {
                    findings.putIfAbsent(dispatch.channel() + " will ask for " + words, dispatch.id());
                }
            }
        }
        for (Map.Entry<String, DispatchId> finding : findings.entrySet()) {
            if (tx.first(SAID, row -> true, id, WHAT, finding.getKey()).isEmpty()) {
                Dispatches.addEvent(tx, id, Optional.empty(), now, "recorder", WHAT, finding.getKey());
                notices.tell(
                        tx,
                        id,
                        finding.getValue(),
                        "data-missing",
                        "order.data-missing",
                        "Before this order can be bought, " + finding.getKey() + ".",
                        Map.of(),
                        now);
            }
        }
    }

    private String flaws(Dispatch dispatch) {
        List<OrderRules.Flaw> flaws = new ArrayList<>();
        rules.apply(dispatch.channel())
                .ifPresent(account -> flaws.addAll(account.flaws(Json.read(dispatch.request(), PlaceOrder.class))));
        return flaws.stream()
                .map(flaw -> flaw.field() + ": " + flaw.words())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
