package serai.shipment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import serai.provider.Carrier;

/** Who a supplier means by the carrier's name that it writes; from {@code connectors/carriers.yaml}. */
public final class Carriers {
    private static final String NUMBER = "{number}";

    private record Row(
            String name,
            List<String> match,
            Optional<List<String>> numbers,
            boolean forwarder,
            Optional<String> shopify,
            Optional<String> woocommerce,
            Optional<String> url) {}

    private record Document(List<Row> carriers) {}

    private record Known(Row row, List<Pattern> patterns, List<Pattern> numbers) {
        private boolean matches(String words) {
            return any(patterns, words);
        }

        private boolean gives(String number) {
            return any(numbers, number);
        }

        private static boolean any(List<Pattern> patterns, String text) {
            return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
        }
    }

    private final List<Known> known;

    private Carriers(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Reads the table.
     *
     * @throws UncheckedIOException if the file cannot be read; its message names the file and the place
     * @throws IllegalArgumentException if a row has no name, no pattern, a broken one, or an address that is none; the
     *     message names file and row
     */
    public static Carriers load(Path file) {
        YAMLMapper mapper = YAMLMapper.builder()
                .addModule(new Jdk8Module())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            Document document = mapper.readValue(Files.readString(file), Document.class);
            return new Carriers(
                    document.carriers().stream().map(row -> known(file, row)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Known known(Path file, Row row) {
        if (row.name() == null
                || row.name().isBlank()
                || row.match() == null
                || row.match().isEmpty()) {
            throw new IllegalArgumentException(file + ": " + row + " needs a name and something to match");
        }
        row.url()
                .filter(url -> !url.matches("https://[^\\s]*\\{number}[^\\s]*"))
                .ifPresent(url -> {
                    throw new IllegalArgumentException(file + ": " + row.name()
                            + ": url must begin with https:// and hold " + NUMBER + ", was " + url);
                });
        try {
            return new Known(row, patterns(row.match()), patterns(row.numbers().orElse(List.of())));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(file + ": " + row.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<Pattern> patterns(List<String> texts) {
        return texts.stream()
                .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                .toList();
    }

    /** The names of all carriers that the table knows, in its order. */
    public List<String> names() {
        return known.stream().map(each -> each.row().name()).toList();
    }

    /**
     * Who carries a parcel. The first row that matches wins; a name that none matches passes through as it is. A forwarder
     * sells the whole way and hands over for the last mile: where the number is plainly another carrier's, it is that one.
     * So it is where the supplier names none.
     *
     * @param supplierName as the supplier wrote it, or empty
     * @param trackingNumber goes into the table's address; without one there is none
     * @param supplierUrl the supplier's own page, which goes before the table's; or empty
     */
    public Carrier of(String supplierName, String trackingNumber, String supplierUrl) {
        String words = supplierName.strip().replaceAll("[\\s_]+", " ");
        String number = trackingNumber.strip();
        Optional<Row> named = known.stream()
                .filter(each -> each.matches(words))
                .map(Known::row)
                .findFirst();
        Optional<Row> byNumber = words.isEmpty() || named.filter(Row::forwarder).isPresent()
                ? known.stream()
                        .filter(each -> each.gives(number.replaceAll("\\s", "")))
                        .map(Known::row)
                        .findFirst()
                : Optional.empty();
        Optional<Row> found = byNumber.or(() -> named);
        Map<String, String> names = new LinkedHashMap<>();
        found.flatMap(Row::shopify).ifPresent(name -> names.put("shopify", name));
        found.flatMap(Row::woocommerce).ifPresent(name -> names.put("woocommerce", name));
        String url = !supplierUrl.isBlank()
                ? supplierUrl.strip()
                : number.isEmpty()
                        ? ""
                        : found.flatMap(Row::url)
                                .map(address -> address.replace(NUMBER, encoded(number)))
                                .orElse("");
        return new Carrier(supplierName, found.map(Row::name).orElse(supplierName.strip()), names, url);
    }

    private static String encoded(String number) {
        return URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
