package aliexpress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A data file of this folder: UTF-8, one row a line, cells parted by semicolons, lines that begin with # are words. */
final class Table {
    private Table() {}

    /** The rows' cells, all of one length. @throws IllegalStateException if the file is missing or a row has other cells */
    static List<List<String>> rows(String file, int cells) {
        List<List<String>> rows = text(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.split(";", -1)))
                .toList();
        rows.stream().filter(row -> row.size() != cells).findFirst().ifPresent(row -> {
            throw new IllegalStateException(
                    file + ": " + row + " has " + row.size() + " cells; " + cells + " are needed");
        });
        return rows;
    }

    /** The values of a cell that holds several, parted by {@code |}. */
    static List<String> several(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split("\\|", -1));
    }

    private static String text(String file) {
        try (InputStream stream = Table.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not beside the classes that read it");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
