package serai.console;

import java.time.Instant;
import java.util.Optional;
import serai.deadletter.DeadLetters;

/** Places in lists that go by time and id, as addresses carry them. */
final class Cursors {
    private Cursors() {}

    static String write(Instant time, String id) {
        return time.toEpochMilli() + "_" + Selection.encoded(id);
    }

    /** The place; empty when it is none, so that a mangled address shows the first page. */
    static Optional<DeadLetters.Cursor> read(String text) {
        int end = text.indexOf('_');
        if (end < 1 || end > 15 || !text.substring(0, end).matches("[0-9]+")) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetters.Cursor(
                Instant.ofEpochMilli(Long.parseLong(text.substring(0, end))), text.substring(end + 1)));
    }
}
