package serai.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import serai.operation.Chart;

/**
 * The chart as lines to be drawn, and the same as numbers.
 *
 * @param hours how far it looks back
 * @param column how long a column is, in words
 * @param flowTop the highest mark of what goes through, per column
 * @param parkedTop the highest mark of what waits
 * @param summary what it shows in one sentence, for those who do not see it
 */
public record ChartView(
        long hours,
        String column,
        long flowTop,
        long parkedTop,
        String accepted,
        String placed,
        String failed,
        List<String> parked,
        String summary,
        List<Row> rows) {
    /** Of each of the two pictures, in the units of its view box. */
    public static final int WIDTH = 720;

    public static final int HEIGHT = 150;

    private static final long[] ROUND = {10, 12, 15, 20, 30, 40, 50, 60, 80};

    /**
     * One column in numbers.
     *
     * @param parked empty when nobody looked
     */
    public record Row(Instant at, long accepted, long placed, long failed, Optional<Long> parked) {}

    static ChartView of(Chart chart) {
        List<Chart.Column> columns = chart.columns();
        long flowTop = top(columns.stream()
                .mapToLong(one -> Math.max(one.accepted(), Math.max(one.placed(), one.failed())))
                .max()
                .orElse(0));
        long parkedTop = top(
                columns.stream().mapToLong(one -> one.parked().orElse(0L)).max().orElse(0));
        return new ChartView(
                chart.span().hours(),
                Words.duration(chart.column()),
                flowTop,
                parkedTop,
                line(columns, Chart.Column::accepted, flowTop),
                line(columns, Chart.Column::placed, flowTop),
                line(columns, Chart.Column::failed, flowTop),
                stretches(columns, parkedTop),
                summary(chart),
                rows(columns));
    }

    /** The next round number, at least one. */
    static long top(long most) {
        if (most <= 10) {
            return Math.max(1, most);
        }
        long step = 1;
        while (true) {
            for (long tenths : ROUND) {
                if (step * tenths >= most) {
                    return step * tenths;
                }
            }
            step *= 10;
        }
    }

    private static String line(List<Chart.Column> columns, ToLongFunction<Chart.Column> value, long top) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            point(points, i, columns.size(), value.applyAsLong(columns.get(i)), top);
        }
        return points.toString();
    }

    /** One line for each stretch in which somebody looked. */
    private static List<String> stretches(List<Chart.Column> columns, long top) {
        List<String> lines = new ArrayList<>();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            Optional<Long> parked = columns.get(i).parked();
            if (parked.isPresent()) {
                point(points, i, columns.size(), parked.get(), top);
            } else if (!points.isEmpty()) {
                lines.add(points.toString());
                points.setLength(0);
            }
        }
        if (!points.isEmpty()) {
            lines.add(points.toString());
        }
        return lines;
    }

    private static void point(StringBuilder points, int index, int count, long value, long top) {
        double x = WIDTH * (index + 0.5) / count;
        double y = HEIGHT - (double) HEIGHT * value / top;
        points.append(points.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
    }

    private static String summary(Chart chart) {
        long accepted =
                chart.columns().stream().mapToLong(Chart.Column::accepted).sum();
        long placed = chart.columns().stream().mapToLong(Chart.Column::placed).sum();
        long failed = chart.columns().stream().mapToLong(Chart.Column::failed).sum();
        long parked = chart.columns().stream()
                .mapToLong(one -> one.parked().orElse(0L))
                .max()
                .orElse(0);
        return "In the last " + Words.counted(chart.span().hours(), "hour", "hours") + ": "
                + Words.counted(accepted, "order", "orders") + " accepted, "
                + Words.counted(placed, "purchase", "purchases") + " placed, "
                + Words.count(failed) + " failed; at most " + Words.count(parked) + " parked at once.";
    }

    /** Newest first, without the empty end. */
    private static List<Row> rows(List<Chart.Column> columns) {
        return columns.reversed().stream()
                .map(one -> new Row(one.at(), one.accepted(), one.placed(), one.failed(), one.parked()))
                .toList();
    }
}
