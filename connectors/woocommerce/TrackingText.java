package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.provider.PushTracking;

/** What a note tells of a parcel: the same words at every repeat, and how to find them again among the order's notes. */
record TrackingText(PushTracking parcel) {
    private static final String REPLACES = "This number replaces ";

    /** For the customer to read. */
    String text() {
        String url = parcel.carrier().url();
        StringBuilder text = new StringBuilder("Your parcel is on its way with ")
                .append(parcel.carrier().nameFor("woocommerce"))
                .append(". Tracking number: ")
                .append(parcel.trackingNumber())
                .append('.');
        if (!url.isEmpty()) {
            text.append(" Follow it here: ").append(url);
        }
        replaced()
                .ifPresent(old -> text.append('\n').append(REPLACES).append(old).append('.'));
        return text.toString();
    }

    /**
     * The note that told of this number, whoever wrote it; none when a later one told of the number that this one
     * replaces, so that a parcel may go back to a number that it had before.
     */
    Optional<JsonNode> in(List<JsonNode> notes) {
        String number = parcel.trackingNumber();
        String old = replaced().orElse(number);
        return notes.stream()
                .filter(note -> tells(note, number) || tells(note, old))
                .max(Comparator.comparingLong(note -> note.path("id").asLong()))
                .filter(note -> tells(note, number));
    }

    private Optional<String> replaced() {
        return parcel.replaces().filter(old -> !old.equals(parcel.trackingNumber()));
    }

    private static boolean tells(JsonNode note, String number) {
        String text = note.path("note").asText();
        int replaced = text.lastIndexOf(REPLACES);
        String told = replaced < 0 ? text : text.substring(0, replaced);
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(number) + "(?![\\p{L}\\p{N}])")
                .matcher(told)
                .find();
    }
}
