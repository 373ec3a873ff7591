package serai.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the table.
 *
 * @param value as people read it, with its unit
 * @param aim what it should be, or empty
 * @param met whether it is that; nothing where there is no aim
 */
record Figure(String what, String value, String aim, Optional<Boolean> met) {
    /** A figure without an aim. */
    static Figure plain(String what, String value) {
        return new Figure(what, value, "", Optional.empty());
    }

    /** A figure that should be below a bound. */
    static Figure below(String what, String value, double measured, double bound, String unit) {
        return new Figure(what, value, "below " + count(bound) + " " + unit, Optional.of(measured < bound));
    }

    /** A figure that should be a bound or more. */
    static Figure atLeast(String what, String value, double measured, double bound, String unit) {
        return new Figure(what, value, count(bound) + unit + " or more", Optional.of(measured >= bound));
    }

    /** Without decimals from 10 up, with thousands parted. */
    static String count(double number) {
        boolean whole = number >= 10 || number == Math.rint(number);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.1f", number);
    }

    /** The middle one; with an even number of samples the upper of the two. */
    static double median(double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** {@code median unit (min–max)}; the parentheses only where there are several samples. */
    static String spread(String unit, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        String range = sorted.length < 2 ? "" : " (" + count(sorted[0]) + "–" + count(sorted[sorted.length - 1]) + ")";
        return count(median(samples)) + unit + range;
    }
}
