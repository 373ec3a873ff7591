package serai.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.access.Person;
import serai.access.Role;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Money;
import serai.deadletter.DeadLetters;
import serai.deadletter.PayloadForm;
import serai.deadletter.Remedies;
import serai.deadletter.Remedy;
import serai.deadletter.RemedyForms;
import serai.deadletter.RemedyForms.Cap;
import serai.deadletter.RemedyForms.RemapForm;
import serai.deadletter.RemedyForms.RemapLine;
import serai.dispatch.Channel;
import serai.dispatch.Dispatch;
import serai.provider.Cause;

/** Fills the forms of the remedies: with what there is, or with what a person has entered and what was wrong with it. */
final class RemedyFields {
    private final DeadLetters letters;
    private final Remedies remedies;

    RemedyFields(DeadLetters letters, Remedies remedies) {
        this.letters = letters;
        this.remedies = remedies;
    }

    RemedyBody body(
            Remedy remedy, Visit visit, DeadLetters.Detail detail, boolean masked, RemedyPages.Entered entered) {
        DispatchId id = LetterPages.id(visit);
        Person who = visit.person();
        return switch (remedy) {
            case REMAP -> remap(remedies.remapForm(id, who).orElseThrow(LetterPages::missing), visit, entered);
            case CORRECT_ADDRESS -> address(id, who, masked, entered);
            case RAISE_PRICE_CAP -> caps(id, who, entered);
            case RETRY_WITH_NEW_TOKEN -> token(id, who, detail);
            case BOUGHT_BY_HAND -> byHand(id, who, detail, entered);
            case TELL_STORE -> telling(entered);
            case EDIT ->
                detail.letter().kind().equals(Dispatch.READ_ORDER)
                        ? message(detail, masked, entered)
                        : payload(id, visit, detail, masked, entered);
            case REPLAY, TAKE_STORES_WORD, ARCHIVE, RESTORE -> new RemedyBody.Plain();
        };
    }

    private static RemedyBody.Field field(
            RemedyPages.Entered entered, String name, String pointer, String label, String value, String hint) {
        return new RemedyBody.Field(
                name, label, entered.values().getOrDefault(name, value), hint, entered.fault(pointer));
    }

    private RemedyBody address(DispatchId id, Person who, boolean masked, RemedyPages.Entered entered) {
        var form = remedies.addressForm(id, who, masked).orElseThrow(LetterPages::missing);
        boolean sent = !entered.faults().isEmpty();
        return new RemedyBody.Address(
                form.country(),
                form.fields().stream()
                        .map(field -> new RemedyBody.Field(
                                field.name(),
                                field.label(),
                                entered.values().getOrDefault(field.name(), field.value()),
                                field.hint(),
                                // What was wrong before may be mended by what was entered.
                                sent ? entered.fault("/" + field.name().replace('.', '/')) : field.fault()))
                        .toList());
    }

    private RemedyBody caps(DispatchId id, Person who, RemedyPages.Entered entered) {
        List<RemedyBody.CapLine> lines = new ArrayList<>();
        List<Cap> caps =
                remedies.capForm(id, who).orElseThrow(LetterPages::missing).caps();
        for (Cap cap : caps) {
            String pointer = "/items/" + cap.index() + "/maxUnitCost";
            String value = cap.asked().orElse(cap.cap()).plain();
            lines.add(new RemedyBody.CapLine(
                    field(
                            entered,
                            "cap." + cap.lineId(),
                            pointer,
                            "New cap for one piece of " + cap.sku(),
                            value,
                            cap.cap().currency() + ", not below " + cap.cap().plain() + "; above "
                                    + cap.most().plain() + " it needs the role admin"),
                    pointer,
                    cap.sku().value(),
                    cap.title(),
                    Words.counted(cap.quantity(), "piece", "pieces") + "; the cap is " + cap.cap()
                            + cap.paid()
                                    .map(paid -> "; the customer paid " + paid + " a piece")
                                    .orElse(""),
                    cap.asked().map(Money::toString).orElse("")));
        }
        return new RemedyBody.Caps(lines);
    }

    private static RemedyBody remap(RemapForm form, Visit visit, RemedyPages.Entered entered) {
        RemapLine first = form.lines().getFirst();
        String line = entered.values().getOrDefault("line", first.lineId());
        RemapLine chosen = form.lines().stream()
                .filter(one -> one.lineId().equals(line))
                .findFirst()
                .orElse(first);
        String channel = entered.values().getOrDefault("channel", form.channel().value());
        int factor =
                chosen.sold() > 0 && chosen.quantity() % chosen.sold() == 0 ? chosen.quantity() / chosen.sold() : 1;
        List<RemedyBody.Field> fields = List.of(
                field(entered, "productId", "/productId", "Product at the supplier", chosen.productId(), "its number"),
                field(entered, "variant", "/variant", "Variant", chosen.variant(), "as the supplier writes it"),
                field(
                        entered,
                        "supplierSku",
                        "/supplierSku",
                        "SKU at the supplier",
                        chosen.supplierSku(),
                        "where the supplier goes by SKU"),
                field(
                        entered,
                        "quantity",
                        "/quantity",
                        "Pieces to buy for one piece sold",
                        Integer.toString(factor),
                        "3 where a pack of three is sold as one"),
                field(
                        entered,
                        "maxUnitCost",
                        "/maxUnitCost",
                        "Price cap, a piece",
                        chosen.maxUnitCost().map(Money::plain).orElse(""),
                        chosen.maxUnitCost().isPresent()
                                ? "without one, or above ten times the cap as it is, it needs the role admin"
                                : "may be left empty"),
                field(
                        entered,
                        "currency",
                        "/currency",
                        "Currency of the cap",
                        chosen.maxUnitCost().map(Money::currency).orElse(""),
                        "three letters, such as USD"),
                field(
                        entered,
                        "shippingService",
                        "/shippingService",
                        "Shipping service",
                        chosen.shippingService(),
                        "empty for the supplier's usual one"));
        return new RemedyBody.Remap(
                form.lines().stream()
                        .map(one -> new RemedyBody.Choice(
                                one.lineId(),
                                one.sku() + (one.title().isBlank() ? "" : " – " + one.title()) + ", "
                                        + Words.counted(one.sold(), "piece", "pieces") + " sold",
                                one.lineId().equals(line)))
                        .toList(),
                channels(form.suppliers(), channel),
                fields,
                entered.values().containsKey("keep"),
                visit.may(Role.ADMIN));
    }

    private static List<RemedyBody.Choice> channels(List<ChannelName> suppliers, String chosen) {
        return suppliers.stream()
                .map(name -> new RemedyBody.Choice(
                        name.value(), name.value(), name.value().equals(chosen)))
                .toList();
    }

    private RemedyBody token(DispatchId id, Person who, DeadLetters.Detail detail) {
        Optional<Channel.Credentials> credentials = remedies.credentials(id, who);
        return new RemedyBody.Token(
                detail.letter().channel(),
                credentials.flatMap(Channel.Credentials::acceptedAt),
                credentials.flatMap(Channel.Credentials::refusedAt),
                credentials
                        .flatMap(Channel.Credentials::heldFor)
                        .map(Cause::sentence)
                        .orElse(""));
    }

    private RemedyBody byHand(DispatchId id, Person who, DeadLetters.Detail detail, RemedyPages.Entered entered) {
        boolean unmapped = detail.letter().channel().equals(Dispatch.UNMAPPED.value());
        String chosen = entered.values().getOrDefault("channel", "");
        return new RemedyBody.ByHand(
                field(
                        entered,
                        "numbers",
                        "/numbers",
                        "The supplier's order number",
                        String.join(" ", detail.supplierOrderIds()),
                        "several with blanks between, where the supplier made several orders of it"),
                unmapped
                        ? channels(
                                remedies.remapForm(id, who)
                                        .map(RemapForm::suppliers)
                                        .orElse(List.of()),
                                chosen)
                        : List.of());
    }

    private static RemedyBody telling(RemedyPages.Entered entered) {
        String chosen = entered.values().getOrDefault("words", RemedyForms.Words.OUT_OF_STOCK.name());
        List<RemedyBody.Choice> words = new ArrayList<>();
        for (var one : RemedyForms.Words.values()) {
            words.add(
                    new RemedyBody.Choice(one.name(), one.sentence(), one.name().equals(chosen)));
        }
        return new RemedyBody.Telling(
                words,
                field(
                        entered,
                        "own",
                        "/own",
                        "More words for the merchant",
                        "",
                        "may be left empty; at most 500 characters"));
    }

    private RemedyBody payload(
            DispatchId id, Visit visit, DeadLetters.Detail detail, boolean masked, RemedyPages.Entered entered) {
        DeadLetters.Detail shown =
                masked ? detail : letters.find(id, visit.scope(), false).orElse(detail);
        Map<String, String> values = new HashMap<>(entered.values());
        return new RemedyBody.Payload(
                PayloadForm.of(shown.payload(), values, entered.faults()), changes(id, visit, shown));
    }

    private List<PayloadForm.Change> changes(DispatchId id, Visit visit, DeadLetters.Detail shown) {
        Optional<JsonNode> shownBefore = shown.originalPayload();
        Optional<DeadLetters.Detail> open = letters.find(id, visit.scope(), false);
        return shownBefore.isPresent()
                        && open.flatMap(DeadLetters.Detail::originalPayload).isPresent()
                ? PayloadForm.differences(
                        open.flatMap(DeadLetters.Detail::originalPayload).orElseThrow(),
                        open.get().payload(),
                        shownBefore.get(),
                        shown.payload())
                : List.of();
    }

    private static RemedyBody message(DeadLetters.Detail detail, boolean masked, RemedyPages.Entered entered) {
        boolean readable = !detail.payload().path("base64").asBoolean(false);
        String text = masked || !readable ? "" : detail.payload().path("body").asText("");
        return new RemedyBody.Message(entered.values().getOrDefault("body", text), readable);
    }
}
