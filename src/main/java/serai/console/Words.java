package serai.console;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import serai.base.Money;
import serai.base.Scope;
import serai.base.StoreId;

/** Numbers, times and names as people read them. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** For example {@code 12,345}. */
    public static String count(long number) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
    }

    /** For example {@code 12,345.60 EUR}. */
    public static String money(Money money) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMinimumFractionDigits(money.amount().scale());
        format.setMaximumFractionDigits(money.amount().scale());
        return format.format(money.amount()) + " " + money.currency();
    }

    /** For example {@code 1 order}, {@code 12,345 orders}. */
    public static String counted(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** For example {@code 45 s}, {@code 12 min}, {@code 3 h 5 min}, {@code 2 d 4 h}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 90) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 90) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
    }

    /** The time in UTC, for readers without scripts; others see their own zone. */
    public static String utc(Instant time) {
        return TIME.format(time) + " UTC";
    }

    /** How long ago, for example {@code 12 min ago}. */
    public static String ago(Instant time, Instant now) {
        return duration(Duration.between(time, now)) + " ago";
    }

    /** An id of code as words, for example {@code needs mapping}. */
    public static String plain(String id) {
        return id.toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
    }

    /** An id of code as the beginning of a sentence, for example {@code Needs mapping}. */
    public static String sentence(String id) {
        String words = plain(id);
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Who has to act, for example {@code merchant must act}. */
    static String owner(String owner) {
        return owner.equals("merchant") ? "merchant must act" : "ours: " + owner;
    }

    /** The text, cut where it is longer than so many characters; never inside one. */
    static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    static String stores(Scope scope) {
        return scope.stores()
                .map(stores -> stores.stream().map(StoreId::value).sorted().collect(Collectors.joining(", ")))
                .map(names -> names.isEmpty() ? "no store" : names)
                .orElse("all stores");
    }
}
