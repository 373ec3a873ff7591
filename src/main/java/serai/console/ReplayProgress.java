package serai.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.deadletter.Replay;
import serai.deadletter.ReplayBook;

/**
 * How far a replay is, in words and for a bar.
 *
 * @param sentence where it stands and why
 * @param settled letters of which nothing is to come any more
 * @param stages which stage it is in, in words
 * @param failedAgain new causes of what died again, most first
 * @param live whether it changes by itself
 */
public record ReplayProgress(
        String id,
        Badge state,
        String sentence,
        long total,
        long settled,
        String percent,
        String stages,
        String settings,
        Optional<Instant> eta,
        long pending,
        long sent,
        long done,
        long deadAgain,
        long skipped,
        List<Failure> failedAgain,
        String query,
        String actor,
        String reason,
        Instant createdAt,
        Instant changedAt,
        boolean live,
        boolean pausable,
        boolean resumable,
        boolean cancellable) {
    /** Letters that died again of one cause. */
    public record Failure(String cause, String count) {}

    static ReplayProgress of(ReplayBook.View view) {
        ReplayBook.Counts counts = view.counts();
        long settled = counts.done() + counts.deadAgain() + counts.skipped();
        long total = settled + counts.pending() + counts.sent();
        boolean running = view.state() == Replay.State.RUNNING;
        boolean paused = view.state() == Replay.State.PAUSED;
        return new ReplayProgress(
                view.id(),
                badge(view.state()),
                sentence(view, total, settled),
                total,
                settled,
                total == 0 ? "100 %" : settled * 100 / total + " %",
                stages(view),
                settings(view),
                view.eta(),
                counts.pending(),
                counts.sent(),
                counts.done(),
                counts.deadAgain(),
                counts.skipped(),
                failures(view.failedAgain()),
                query(view),
                view.actor(),
                view.reason(),
                view.createdAt(),
                view.changedAt(),
                running || counts.sent() > 0,
                running,
                paused,
                running || paused);
    }

    private static Badge badge(Replay.State state) {
        String word = state.name().toLowerCase(Locale.ROOT);
        return switch (state) {
            case RUNNING -> new Badge(word, "info");
            case PAUSED -> new Badge(word, "warn");
            case CANCELLED -> new Badge(word, "");
            case STOPPED -> new Badge(word, "bad");
            case FINISHED -> new Badge(word, "good");
        };
    }

    private static String sentence(ReplayBook.View view, long total, long settled) {
        String far = Words.count(settled) + " of " + Words.counted(total, "letter", "letters") + " settled";
        return switch (view.state()) {
            case RUNNING -> "It is running: " + far + ".";
            case PAUSED -> "It is " + view.note() + ". " + far + ".";
            case CANCELLED -> "It was " + view.note() + ". What had been sent goes on; the rest stays where it was.";
            case STOPPED -> "It stopped by itself: " + view.note() + ". The rest stays where it was.";
            case FINISHED -> "It is finished: " + far + ".";
        };
    }

    private static String stages(ReplayBook.View view) {
        List<String> sizes = new ArrayList<>();
        view.stages().forEach(size -> sizes.add(Words.count(size)));
        sizes.add("all the rest");
        return "stage " + view.stage() + " of " + sizes.size() + " (" + String.join(", ", sizes) + ")";
    }

    private static String settings(ReplayBook.View view) {
        String percent = view.stopAboveFailureShare()
                .multiply(BigDecimal.valueOf(100))
                .stripTrailingZeros()
                .toPlainString();
        return "at most " + view.ratePerSecond().toPlainString() + " letters a second; stops when more than " + percent
                + " % of a stage die again"
                + (view.evenIfLooping() ? "; takes along what dies the same way again and again" : "");
    }

    private static List<Failure> failures(Map<String, Long> failedAgain) {
        return failedAgain.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> new Failure(
                        entry.getKey().isEmpty() ? "no cause known" : Words.plain(entry.getKey()),
                        Words.count(entry.getValue())))
                .toList();
    }

    private static String query(ReplayBook.View view) {
        return view.filter().properties().stream()
                .filter(entry -> !entry.getKey().equals("state")
                        || !entry.getValue().asText().equals("dead"))
                .map(entry -> entry.getKey().equals("query")
                        ? entry.getValue().asText()
                        : entry.getKey() + " " + entry.getValue().asText())
                .collect(Collectors.joining(", "));
    }
}
