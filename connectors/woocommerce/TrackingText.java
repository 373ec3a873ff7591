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
        if (!parcel.previousNumbers().isEmpty()) {
            text.append('\n')
                    .append(REPLACES)
                    .append(String.join(", ", parcel.previousNumbers()))
                    .append('.');
        }
        return text.toString();
    }

    /**
     * The note that told of this number, or of one that replaces it, whoever wrote it; none when a later one told of a
     * number that this one replaces, so that a parcel may go back to a number that it had before.
     */
    Optional<JsonNode> in(List<JsonNode> notes) {
        String number = parcel.trackingNumber();
        return notes.stream()
                .filter(note -> tells(note, number) || replaces(note, number) || tellsOfFormer(note))
                .max(Comparator.comparingLong(note -> note.path("id").asLong()))
                .filter(note -> !tellsOfFormer(note));
    }

    private boolean tellsOfFormer(JsonNode note) {
        return parcel.previousNumbers().stream().anyMatch(number -> tells(note, number));
    }

    private static boolean tells(JsonNode note, String number) {
        String text = note.path("note").asText();
        int replaced = text.lastIndexOf(REPLACES);
        return holds(replaced < 0 ? text : text.substring(0, replaced), number);
    }

    private static boolean replaces(JsonNode note, String number) {
        String text = note.path("note").asText();
        int replaced = text.lastIndexOf(REPLACES);
        return replaced >= 0 && holds(text.substring(replaced), number);
    }

    private static boolean holds(String text, String number) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(number) + "(?![\\p{L}\\p{N}])")
                .matcher(text)
                .find();
    }
}
