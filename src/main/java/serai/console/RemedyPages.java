package serai.console;

import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.access.Role;
import serai.base.DispatchId;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetters;
import serai.deadletter.Desk;
import serai.deadletter.Fault;
import serai.deadletter.Remedies;
import serai.deadletter.Remedy;
import serai.deadletter.Reveal;
import serai.deadletter.Verdict;
import serai.dispatch.DispatchState;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.provider.Cause;

/** The remedies of one dead letter: each a form that says what it will do, what is wrong, and asks why. */
public final class RemedyPages implements Pages {
    /**
     * A remedy's page.
     *
     * @param letter its id
     * @param title what people call the letter
     * @param label the button
     * @param does what it does, before it does it
     * @param version that the person saw; the change is refused when the letter is another by then
     * @param reason the letter's own
     * @param obstacle why it is not possible now
     * @param warning what to think of before it is done, or empty
     * @param faults what was wrong with what was sent, where no field of the form can say it
     * @param why what the person gave as reason already, or empty
     * @param confirm what has to be confirmed before it is done
     * @param masked whether personal data is hidden in the form
     */
    public record Model(
            String letter,
            String title,
            Remedy remedy,
            String label,
            String does,
            long version,
            String sentence,
            String reason,
            Optional<String> obstacle,
            String warning,
            List<String> faults,
            String why,
            Optional<Verdict.ConfirmationNeeded> confirm,
            boolean masked,
            RemedyBody body) {
        /** Where its forms go. */
        public String path() {
            return "/console/dead-letters/" + letter + "/remedies/" + remedy.id();
        }
    }

    private final DeadLetters letters;
    private final Remedies remedies;
    private final Reveal reveal;
    private final RemedyFields forms;
    private final RemedyDeeds deeds;

    RemedyPages(DeadLetters letters, Remedies remedies, Desk desk, Reveal reveal) {
        this.letters = letters;
        this.remedies = remedies;
        this.reveal = reveal;
        this.forms = new RemedyFields(letters, remedies);
        this.deeds = new RemedyDeeds(letters, remedies, desk);
    }

    @Override
    public void attach(Router router, Door door) {
        String path = "/console/dead-letters/:id/remedies/:name";
        router.get(path).handler(door.page(Role.SUPPORT, this::ask));
        router.post(path).handler(door.action(Role.SUPPORT, this::act));
        router.post(path + "/reveal").handler(door.action(Role.SUPPORT, this::reveal));
    }

    private Answer ask(Visit visit) {
        return page(visit, 200, letter(visit), true, Entered.NOTHING);
    }

    /** Shows the personal data that the form is about; who looked and why is in the audit book. */
    private Answer reveal(Visit visit) {
        DeadLetters.Detail detail = reveal.letter(
                        LetterPages.id(visit), visit.person(), visit.form().reason())
                .orElseThrow(LetterPages::missing);
        return page(visit, 200, detail, false, Entered.NOTHING);
    }

    private Answer act(Visit visit) {
        Remedy remedy = remedy(visit);
        onlyWhatIsOffered(visit, remedy);
        Verdict verdict = deeds.does(remedy, visit, version(visit));
        return switch (verdict) {
            case Verdict.Changed changed -> after(remedy, changed);
            case Verdict.Invalid invalid -> again(visit, invalid.faults(), Optional.empty());
            case Verdict.StillUnreadable unreadable -> again(visit, unreadable.faults(), Optional.empty());
            case Verdict.ConfirmationNeeded needed -> again(visit, List.of(), Optional.of(needed));
            case Verdict.ReasonNeeded needed -> again(visit, List.of(new Fault("", needed.why())), Optional.empty());
            case Verdict.Missing missing -> throw LetterPages.missing();
            case Verdict.Conflict conflict ->
                throw new ProblemException(Problem.Kind.CONFLICT.because("Nothing was changed: " + conflict.why()));
            case Verdict.Outdated outdated ->
                throw new ProblemException(Problem.Kind.PRECONDITION_FAILED.because(
                        "Somebody changed this letter while you had it open. Go back, look again, then decide."));
        };
    }

    /** A form that was never shown for such a letter. What somebody has moved on meanwhile the deed itself explains better. */
    private void onlyWhatIsOffered(Visit visit, Remedy remedy) {
        boolean waits = letters.find(LetterPages.id(visit), visit.scope(), true)
                .filter(detail -> detail.letter().state() == DispatchState.DEAD)
                .isPresent();
        if (waits && remedy != Remedy.RESTORE) {
            offered(visit, remedy);
        }
    }

    private Remedies.Offered offered(Visit visit, Remedy remedy) {
        return remedies.offered(LetterPages.id(visit), visit.person()).stream()
                .flatMap(List::stream)
                .filter(one -> one.remedy() == remedy)
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.Kind.CONFLICT.because(
                        "\"" + remedy.label() + "\" is no remedy for this letter as it stands now.")));
    }

    /** To the letter while it waits for a person, else to its order, where one sees it go on. */
    private static Answer after(Remedy remedy, Verdict.Changed changed) {
        DeadLetter letter = changed.letter();
        String said = changed.said().isEmpty() ? remedy.label() + ": done." : changed.said() + ".";
        String notice = Character.toUpperCase(said.charAt(0)) + said.substring(1);
        boolean waits = remedy == Remedy.EDIT || remedy == Remedy.ARCHIVE || remedy == Remedy.RESTORE;
        String path = waits || letter.orderId().isEmpty()
                ? (waits ? "/console/dead-letters/" + letter.id() : "/console/dead-letters")
                : "/console/orders/" + letter.orderId().get();
        return new Answer.SeeOther(path, notice);
    }

    private Answer again(Visit visit, List<Fault> faults, Optional<Verdict.ConfirmationNeeded> confirm) {
        return page(visit, 422, letter(visit), true, Entered.of(visit.form(), faults, confirm));
    }

    private DeadLetters.Detail letter(Visit visit) {
        return letters.find(LetterPages.id(visit), visit.scope(), true).orElseThrow(LetterPages::missing);
    }

    private Answer page(Visit visit, int status, DeadLetters.Detail detail, boolean masked, Entered entered) {
        Remedy remedy = remedy(visit);
        DispatchId id = LetterPages.id(visit);
        Remedies.Offered offered = offered(visit, remedy);
        DeadLetter letter = detail.letter();
        RemedyBody body = forms.body(remedy, visit, detail, masked, entered);
        String title = letter.orderNumber().or(letter::storeOrderId).orElse("Unread message");
        Model model = new Model(
                letter.id(),
                title,
                remedy,
                offered.label(),
                offered.sentence(),
                entered.version().orElse(letter.version()),
                letter.cause()
                        .flatMap(reason -> Cause.find(reason.id()))
                        .map(Cause::sentence)
                        .orElse("It stopped, and nobody has said why."),
                letter.reason(),
                offered.whyNot(),
                remedy == Remedy.REPLAY
                        ? remedies.looping(id, visit.person())
                                .map(RemedyPages::loop)
                                .orElse("")
                        : "",
                entered.elsewhere(body.fields()),
                entered.values().getOrDefault("reason", ""),
                entered.confirm(),
                masked,
                body);
        return new Answer.Page(status, "remedy", Place.DEAD_LETTERS, offered.label() + ": " + title, model);
    }

    private static String loop(String why) {
        return Words.sentence(why.substring(0, 1)) + why.substring(1) + ". Say why it will go better this time.";
    }

    private static Remedy remedy(Visit visit) {
        return Remedy.find(visit.path("name"))
                .orElseThrow(() -> new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such remedy.")));
    }

    private static long version(Visit visit) {
        String text = visit.form().required("version", "The version of the letter", 18);
        if (!text.matches("[0-9]{1,18}")) {
            throw Form.fault("The version of the letter is no number; load the page again.");
        }
        return Long.parseLong(text);
    }

    /**
     * What a person has entered and what was wrong with it, to be shown again.
     *
     * @param values by field name
     * @param faults by field name
     */
    record Entered(
            Map<String, String> values,
            Map<String, String> faults,
            Optional<Verdict.ConfirmationNeeded> confirm,
            Optional<Long> version) {
        static final Entered NOTHING = new Entered(Map.of(), Map.of(), Optional.empty(), Optional.empty());

        static Entered of(Form form, List<Fault> faults, Optional<Verdict.ConfirmationNeeded> confirm) {
            Map<String, String> values = new HashMap<>();
            form.fields()
                    .keySet()
                    .forEach(name -> values.put(name, form.raw(name).orElse("")));
            Map<String, String> byField = new HashMap<>();
            faults.forEach(fault -> byField.put(fault.pointer(), fault.detail()));
            return new Entered(values, byField, confirm, form.text("version").map(Long::parseLong));
        }

        /** The fault of a field; empty for none. */
        String fault(String pointer) {
            return faults.getOrDefault(pointer, "");
        }

        /** Faults that no field of the form shows. */
        List<String> elsewhere(List<String> shown) {
            return faults.entrySet().stream()
                    .filter(fault -> !shown.contains(fault.getKey()))
                    .map(fault -> fault.getKey().isEmpty() ? fault.getValue() : fault.getKey() + " " + fault.getValue())
                    .sorted()
                    .toList();
        }
    }
}
