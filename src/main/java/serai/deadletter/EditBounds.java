package serai.deadletter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.ledger.Tx;
import serai.provider.PlaceOrder;

/**
 * Where an edited payload goes beyond what a person may who is no admin.
 *
 * @param words for the audit book, when an admin does it; or empty
 */
record EditBounds(List<Fault> faults, String words) {
    EditBounds {
        faults = List.copyOf(faults);
    }

    /** Of what is bought: beyond the plan, or far above the cap as it is. */
    static EditBounds ofOrder(Tx tx, Dispatch letter, String request) throws SQLException {
        List<Bounds.Exceeded> exceeded =
                Bounds.exceeded(letter, Json.read(request, PlaceOrder.class), Remap.sold(tx, letter));
        List<Fault> faults = new ArrayList<>();
        exceeded.forEach(one -> faults.add(one.fault()));
        for (Fault lifted : PriceCap.lifted(letter.request(), request)) {
            if (faults.stream().noneMatch(fault -> fault.pointer().equals(lifted.pointer()))) {
                faults.add(lifted);
            }
        }
        return new EditBounds(faults, Bounds.words(exceeded));
    }

    /** Of a store's message: beyond what the store sent. */
    static EditBounds ofMessage(Rereader rereader, Dispatch letter, byte[] message) {
        List<Fault> faults =
                rereader.beyond(letter.originalRequest().orElse(letter.request()), letter.request(), message);
        String places = faults.stream()
                .map(fault -> fault.pointer().isEmpty() ? "all of it" : fault.pointer())
                .collect(Collectors.joining(", "));
        return new EditBounds(faults, faults.isEmpty() ? "" : "; beyond what the store sent: " + places);
    }
}
