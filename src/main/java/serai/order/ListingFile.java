package serai.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import serai.base.Text;

/**
 * Reads {@code config/listings.csv}: UTF-8 with or without a byte order mark, comma separated, the ten columns of
 * {@link #COLUMNS} and any of {@link #OPTIONAL} by name and in any order. Blanks around a value are dropped, empty lines are skipped.
 */
public final class ListingFile {
    /** Every column of the file; all must be there, in any order. */
    public static final List<String> COLUMNS = List.of(
            "store",
            "sku",
            "channel",
            "productId",
            "variant",
            "supplierSku",
            "quantity",
            "maxUnitCost",
            "currency",
            "shippingService");

    /** What a file may have besides: the class of the thing at customs, and where it was made. */
    public static final List<String> OPTIONAL = List.of("hsCode", "originCountry");

    private ListingFile() {}

    /**
     * Reads the whole file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if anything in it is wrong; the message has one line for each fault, with file,
     *     line and column
     */
    public static List<Listing> read(Path file) throws IOException {
        return parse(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    /** Which state the file is in. @throws IOException if it cannot be read */
    public static Listings.FileState state(Path file) throws IOException {
        return new Listings.FileState(
                Text.fingerprint("listings", new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)),
                Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Reads a file's bytes.
     *
     * @param name what messages call the file
     * @throws IllegalArgumentException as {@link #read}
     */
    public static List<Listing> parse(String name, byte[] bytes) {
        List<Row> rows = rows(name, text(name, bytes));
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty; its first line must be " + header());
        }
        Map<String, Integer> columns = columns(name, rows.getFirst());
        List<String> problems = new ArrayList<>();
        Map<String, Integer> lineOfKey = new HashMap<>();
        List<Listing> listings = new ArrayList<>();
        for (Row row : rows.subList(1, rows.size())) {
            var reading = new ListingRow(name, row.line(), row.cells(), columns, problems);
            reading.listing().ifPresent(listing -> {
                Integer earlier = lineOfKey.putIfAbsent(listing.store() + "\n" + listing.sku(), row.line());
                if (earlier == null) {
                    listings.add(listing);
                } else {
                    reading.problem("sku", "store and SKU are already on line " + earlier + "; keep one of the two");
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
        return List.copyOf(listings);
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    name + " is not UTF-8; save it as \"CSV UTF-8\" from the spreadsheet program", e);
        }
    }

    private static List<Row> rows(String name, String text) {
        List<Row> rows = new ArrayList<>();
        int line = 1;
        try (CsvParser parser = new CsvFactory().createParser(text)) {
            parser.enable(CsvParser.Feature.WRAP_AS_ARRAY);
            parser.enable(CsvParser.Feature.TRIM_SPACES);
            parser.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
            List<String> cells = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_ARRAY -> cells = new ArrayList<>();
                    case VALUE_STRING -> {
                        if (cells.isEmpty()) {
                            line = parser.currentTokenLocation().getLineNr();
                        }
                        cells.add(parser.getText().strip());
                    }
                    case END_ARRAY -> {
                        if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                            rows.add(new Row(line, List.copyOf(cells)));
                        }
                        cells = new ArrayList<>();
                    }
                    default -> {}
                }
            }
            return rows;
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new IllegalArgumentException(
                    name + " line " + (where == null ? line : where.getLineNr())
                            + ": a quotation mark is not closed, or one inside a value is not doubled",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " is not CSV; its first line must be " + header(), e);
        }
    }

    private static Map<String, Integer> columns(String name, Row header) {
        List<String> problems = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.cells().size(); i++) {
            String column = header.cells().get(i);
            if (!COLUMNS.contains(column) && !OPTIONAL.contains(column)) {
                problems.add("unknown column \"" + column + "\"");
            } else if (columns.put(column, i) != null) {
                problems.add("column \"" + column + "\" twice");
            }
        }
        COLUMNS.stream()
                .filter(column -> !columns.containsKey(column))
                .forEach(column -> problems.add("no column \"" + column + "\""));
        if (!problems.isEmpty()) {
            String separator = header.cells().size() == 1 ? "; columns are separated by commas" : "";
            throw new IllegalArgumentException(name + " line " + header.line() + ": " + String.join(", ", problems)
                    + separator + "; the first line must be " + header());
        }
        return columns;
    }

    private static String header() {
        return String.join(",", COLUMNS) + " (" + String.join(", ", OPTIONAL) + " may follow)";
    }

    private record Row(int line, List<String> cells) {}
}
