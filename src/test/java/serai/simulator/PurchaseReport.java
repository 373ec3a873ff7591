package serai.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All purchases at one moment.
 *
 * @param total purchases made
 * @param distinct references bought under; everything without a reference counts as one
 * @param duplicates purchases beyond the first of their reference; 0 is what a caller wants to see
 * @param withoutReference purchases that named no reference, which nobody can recognise again
 * @param repeats requests that were recognised and bought nothing
 * @param list one entry a reference, oldest first
 */
public record PurchaseReport(
        int total, int distinct, int duplicates, int withoutReference, int repeats, List<Purchase> list) {

    static PurchaseReport of(List<Purchase> purchases) {
        int total = purchases.stream().mapToInt(Purchase::count).sum();
        int nameless = purchases.stream()
                .filter(each -> each.reference().isEmpty())
                .mapToInt(Purchase::count)
                .sum();
        int repeats = purchases.stream().mapToInt(Purchase::repeats).sum();
        return new PurchaseReport(
                total, purchases.size(), total - purchases.size(), nameless, repeats, List.copyOf(purchases));
    }

    /** The references that were bought under. */
    public Set<String> references() {
        return list.stream().map(Purchase::reference).collect(Collectors.toUnmodifiableSet());
    }

    /** What was bought under this reference. */
    public Optional<Purchase> byReference(String reference) {
        return list.stream().filter(each -> each.reference().equals(reference)).findFirst();
    }
}
