package serai.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.deadletter.PayloadForm;

/** What a remedy's form asks for, besides the reason. */
public sealed interface RemedyBody {
    /** The JSON pointers of the faults that its fields show. */
    List<String> fields();

    /**
     * One field.
     *
     * @param name in the form
     * @param hint what is wanted, or empty
     * @param fault what is wrong, or empty
     */
    record Field(String name, String label, String value, String hint, String fault) {
        /** Usable as the id of an element. */
        public String id() {
            return name.replaceAll("[^A-Za-z0-9]", "-");
        }
    }

    /** Nothing besides. */
    record Plain() implements RemedyBody {
        @Override
        public List<String> fields() {
            return List.of();
        }
    }

    /** The address by the rules of the supplier for that country. */
    record Address(String country, List<Field> entries) implements RemedyBody {
        @Override
        public List<String> fields() {
            return entries.stream()
                    .map(field -> "/" + field.name().replace('.', '/'))
                    .toList();
        }
    }

    /** Caps by line. */
    record Caps(List<CapLine> lines) implements RemedyBody {
        @Override
        public List<String> fields() {
            return lines.stream().map(CapLine::pointer).toList();
        }
    }

    /** A line with its cap; all amounts with their currency, in words. */
    record CapLine(Field field, String pointer, String sku, String title, String facts, String asked) {}

    /**
     * What a line is to be bought as.
     *
     * @param lines value and label of the lines to choose from
     * @param channels names of the suppliers' channels
     * @param mayKeep whether the person may keep it as a listing
     */
    record Remap(List<Choice> lines, List<Choice> channels, List<Field> entries, boolean keep, boolean mayKeep)
            implements RemedyBody {
        @Override
        public List<String> fields() {
            return entries.stream().map(field -> "/" + field.name()).toList();
        }
    }

    /** One of several. */
    record Choice(String value, String label, boolean chosen) {}

    /** What is known of our credentials. */
    record Token(String channel, Optional<Instant> acceptedAt, Optional<Instant> refusedAt, String held)
            implements RemedyBody {
        @Override
        public List<String> fields() {
            return List.of();
        }
    }

    /** @param channels to choose from where the letter has none yet */
    record ByHand(Field numbers, List<Choice> channels) implements RemedyBody {
        @Override
        public List<String> fields() {
            return List.of("/numbers");
        }
    }

    /** What the merchant is told. */
    record Telling(List<Choice> words, Field own) implements RemedyBody {
        @Override
        public List<String> fields() {
            return List.of("/own");
        }
    }

    /** An order field by field, with what has changed already. */
    record Payload(List<PayloadForm.Section> sections, List<PayloadForm.Change> changes) implements RemedyBody {
        @Override
        public List<String> fields() {
            return sections.stream()
                    .flatMap(section -> section.fields().stream())
                    .map(PayloadForm.Field::pointer)
                    .toList();
        }
    }

    /**
     * A message as the store sent it.
     *
     * @param readable whether it is text; else it can only be replaced
     */
    record Message(String text, boolean readable) implements RemedyBody {
        @Override
        public List<String> fields() {
            return List.of();
        }
    }
}
