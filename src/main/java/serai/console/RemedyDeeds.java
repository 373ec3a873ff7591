package serai.console;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Money;
import serai.deadletter.DeadLetters;
import serai.deadletter.Desk;
import serai.deadletter.Fault;
import serai.deadletter.PayloadForm;
import serai.deadletter.Remedies;
import serai.deadletter.Remedy;
import serai.deadletter.RemedyForms.RemapWish;
import serai.deadletter.RemedyForms.Words;
import serai.deadletter.Verdict;
import serai.dispatch.Dispatch;

/** Reads the forms of the remedies and has them done. */
final class RemedyDeeds {
    private static final int LONGEST = 200;

    private final DeadLetters letters;
    private final Remedies remedies;
    private final Desk desk;

    RemedyDeeds(DeadLetters letters, Remedies remedies, Desk desk) {
        this.letters = letters;
        this.remedies = remedies;
        this.desk = desk;
    }

    /** @param version of the letter that the person saw */
    Verdict does(Remedy remedy, Visit visit, long version) {
        DispatchId id = LetterPages.id(visit);
        var who = visit.person();
        Form form = visit.form();
        String reason = form.reason();
        boolean confirmed = form.flag("confirmed");
        return switch (remedy) {
            case REMAP -> remap(visit, id, version, reason);
            case CORRECT_ADDRESS -> remedies.correctAddress(id, version, values(form), who, reason);
            case RAISE_PRICE_CAP -> remedies.raisePriceCap(id, version, caps(form), who, reason);
            case RETRY_WITH_NEW_TOKEN -> remedies.retryWithNewToken(id, version, who, reason);
            case BOUGHT_BY_HAND ->
                remedies.boughtByHand(
                        id, version, form.optional("numbers", "The number", 1_400), channel(form), who, reason);
            case TELL_STORE ->
                remedies.giveUp(id, version, words(form), form.raw("own").orElse(""), confirmed, who, reason);
            case EDIT -> edit(visit, id, version, reason);
            case REPLAY -> desk.replay(id, Optional.of(version), who, reason, confirmed);
            case TAKE_STORES_WORD -> desk.takeStoresWord(id, Optional.of(version), who, reason);
            case ARCHIVE -> desk.archive(id, Optional.of(version), who, reason);
            case RESTORE -> desk.restore(id, Optional.of(version), who, reason);
        };
    }

    private static Map<String, String> values(Form form) {
        Map<String, String> values = new HashMap<>();
        form.fields().keySet().forEach(name -> values.put(name, form.raw(name).orElse("")));
        return values;
    }

    private static Map<String, String> caps(Form form) {
        Map<String, String> caps = new HashMap<>();
        values(form).forEach((name, value) -> {
            if (name.startsWith("cap.")) {
                caps.put(name.substring("cap.".length()), value);
            }
        });
        return caps;
    }

    private static Optional<ChannelName> channel(Form form) {
        try {
            return form.text("channel").map(ChannelName::new);
        } catch (IllegalArgumentException e) {
            throw Form.fault("Choose a channel from the list.");
        }
    }

    private static Words words(Form form) {
        String chosen = form.text("words").orElse("");
        return Arrays.stream(Words.values())
                .filter(one -> one.name().equals(chosen))
                .findFirst()
                .orElseThrow(() -> Form.fault("Choose what the merchant is told."));
    }

    private Verdict remap(Visit visit, DispatchId id, long version, String reason) {
        Form form = visit.form();
        String quantity = form.text("quantity").orElse("1");
        Optional<String> cap = form.text("maxUnitCost");
        Optional<String> currency = form.text("currency");
        if (!quantity.matches("[0-9]{1,4}")) {
            return invalid("/quantity", "must be a whole number from 1 to 9999");
        }
        if (cap.isPresent() && !cap.get().matches("[0-9]{1,12}(\\.[0-9]{1,4})?")) {
            return invalid("/maxUnitCost", "must be an amount such as 12.50, with a point");
        }
        if (cap.isPresent() && !currency.orElse("").matches("[A-Z]{3}")) {
            return invalid("/currency", "must be three capital letters, such as USD, beside a cap");
        }
        Optional<ChannelName> channel = channel(form);
        if (channel.isEmpty()) {
            return invalid("", "choose a supplier");
        }
        RemapWish wish = new RemapWish(
                form.required("line", "The line", LONGEST),
                channel.get(),
                form.optional("productId", "The product", LONGEST),
                form.optional("variant", "The variant", LONGEST),
                form.optional("supplierSku", "The supplier's SKU", LONGEST),
                Integer.parseInt(quantity),
                cap.map(amount -> Money.of(amount, currency.orElseThrow())),
                form.optional("shippingService", "The shipping service", LONGEST),
                form.flag("keep"));
        return remedies.remap(id, version, wish, visit.person(), reason);
    }

    private static Verdict invalid(String pointer, String detail) {
        return new Verdict.Invalid(List.of(new Fault(pointer, detail)));
    }

    private Verdict edit(Visit visit, DispatchId id, long version, String reason) {
        Optional<DeadLetters.Detail> detail = letters.find(id, visit.scope(), false);
        if (detail.isEmpty()) {
            return new Verdict.Missing();
        }
        boolean message = detail.get().letter().kind().equals(Dispatch.READ_ORDER);
        byte[] payload = message
                ? visit.form().raw("body").orElse("").getBytes(StandardCharsets.UTF_8)
                : PayloadForm.changed(detail.get().payload(), values(visit.form()));
        return desk.edit(id, payload, Optional.of(version), visit.person(), reason);
    }
}
