package serai.console;

import java.util.List;
import serai.deadletter.Fault;
import serai.deadletter.Verdict;
import serai.http.Problem;
import serai.http.ProblemException;

/** What came of somebody's wish to change a dead letter, as pages say it. */
final class Verdicts {
    private Verdicts() {}

    /**
     * The words for what was done.
     *
     * @param usual when the change itself does not say what it did
     * @throws ProblemException for whatever changed nothing, saying why and what to do
     */
    static String words(Verdict verdict, String usual) {
        return switch (verdict) {
            case Verdict.Changed changed -> changed.said().isEmpty() ? usual : changed.said();
            case Verdict.Missing missing -> throw LetterPages.missing();
            case Verdict.Conflict conflict -> throw problem(Problem.Kind.CONFLICT, conflict.why());
            case Verdict.ReasonNeeded needed -> throw problem(Problem.Kind.CONFIRMATION_NEEDED, needed.why());
            case Verdict.Outdated outdated ->
                throw problem(
                        Problem.Kind.PRECONDITION_FAILED,
                        "Somebody changed this letter while you had it open. Go back, look again, then decide.");
            case Verdict.ConfirmationNeeded needed -> throw problem(Problem.Kind.CONFIRMATION_NEEDED, needed.why());
            case Verdict.Invalid invalid -> throw faults("Nothing was changed.", invalid.faults());
            case Verdict.StillUnreadable unreadable ->
                throw faults("It still cannot be read; mend the payload first.", unreadable.faults());
        };
    }

    private static ProblemException problem(Problem.Kind kind, String words) {
        return new ProblemException(kind.because(words));
    }

    private static ProblemException faults(String words, List<Fault> faults) {
        return new ProblemException(Problem.Kind.INVALID_REQUEST.because(
                words,
                faults.stream()
                        .map(fault -> new Problem.Fault(fault.pointer(), fault.detail()))
                        .toList()));
    }
}
