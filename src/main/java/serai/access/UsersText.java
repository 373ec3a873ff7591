package serai.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serai.base.Scope;
import serai.base.StoreId;

/**
 * The text of {@code config/users.yaml}, changed line by line so that comments and order stay. Whatever comes out is read
 * again and has to say what was meant, nothing more and nothing less.
 */
public final class UsersText {
    private static final String NAME = "users.yaml";

    private final String text;

    /** @param text of the file; empty when there is none yet */
    public UsersText(String text) {
        this.text = text;
    }

    /** The text itself. */
    public String text() {
        return text;
    }

    /** Whether there is an account of that name. @throws IllegalArgumentException if the file cannot be read */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /** What a person is to be. */
    public record Newcomer(
            Account account, Optional<PasswordHash> password, Optional<String> totpFile, Optional<String> oidc) {}

    /**
     * The text with one more entry.
     *
     * @throws IllegalArgumentException if there is such a name already, the name cannot be one, or the file is written in a
     *     way that this cannot change
     */
    public UsersText add(Newcomer newcomer) {
        Account account = newcomer.account();
        UserEntry.checkName(account.name()).ifPresent(rule -> {
            throw new IllegalArgumentException("the name " + rule);
        });
        if (has(account.name())) {
            throw new IllegalArgumentException("there is an account " + account.name() + " already");
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", account.name());
        node.put("role", account.role().id());
        stores(account.scope()).ifPresent(list -> list.forEach(node.withArray("stores")::add));
        newcomer.password().ifPresent(hash -> node.put("password", hash.text()));
        newcomer.totpFile().ifPresent(file -> node.put("totp-file", file));
        newcomer.oidc().ifPresent(subject -> node.put("oidc", subject));
        List<String> lines = lines();
        lines.removeIf(line -> line.strip().equals("[]"));
        boolean first = true;
        for (var field : node.properties()) {
            lines.add((first ? "- " : "  ") + field.getKey() + ": " + written(field.getValue()));
            first = false;
        }
        ArrayNode expected = entries();
        expected.add(node);
        return checked(lines, expected, String.join("\n", lines.subList(lines.size() - node.size(), lines.size())));
    }

    /** The text with another password for somebody. @throws IllegalArgumentException as {@link #add} */
    public UsersText password(String name, PasswordHash hash) {
        return set(name, "password", TextNode.valueOf(hash.text()));
    }

    /** The text in which somebody may sign in, or not. @throws IllegalArgumentException as {@link #add} */
    public UsersText enabled(String name, boolean enabled) {
        return set(name, "enabled", BooleanNode.valueOf(enabled));
    }

    private UsersText set(String name, String key, JsonNode value) {
        int position = find(name).orElseThrow(() -> new IllegalArgumentException("there is no account " + name));
        ArrayNode expected = entries();
        ((ObjectNode) expected.get(position)).set(key, value);
        List<String> lines = lines();
        String line = "  " + key + ": " + written(value);
        int begin = beginning(lines, position);
        if (begin >= 0) {
            int end = begin + 1;
            while (end < lines.size() && !lines.get(end).startsWith("-")) {
                end++;
            }
            Pattern same = Pattern.compile("(- | {2})" + key + ":.*");
            boolean found = false;
            for (int i = begin; i < end && !found; i++) {
                if (same.matcher(lines.get(i)).matches()) {
                    lines.set(i, lines.get(i).charAt(0) + line.substring(1));
                    found = true;
                }
            }
            if (!found) {
                lines.add(begin + 1, line);
            }
        }
        return checked(lines, expected, line.strip());
    }

    private static int beginning(List<String> lines, int position) {
        int entry = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("- ") && ++entry == position) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Integer> find(String name) {
        ArrayNode entries = entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).path("name").asText().equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private ArrayNode entries() {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        YamlList.read(NAME, text).forEach(entries::add);
        return entries;
    }

    private List<String> lines() {
        return text.isEmpty() ? new ArrayList<>() : text.lines().collect(Collectors.toCollection(ArrayList::new));
    }

    private static UsersText checked(List<String> lines, ArrayNode expected, String byHand) {
        UsersText changed = new UsersText(String.join("\n", lines) + "\n");
        boolean same;
        try {
            same = changed.entries().equals(expected);
        } catch (IllegalArgumentException e) {
            same = false;
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "users.yaml is written in a way that only a person can change; it is as it was. Write into it:\n"
                            + byHand);
        }
        return changed;
    }

    private static Optional<List<String>> stores(Scope scope) {
        return scope.stores()
                .map(ids -> ids.stream().map(StoreId::value).sorted().toList());
    }

    /** YAML understands JSON; a plain text that needs no quotes gets none. */
    private static String written(JsonNode value) {
        return value.isTextual() && value.textValue().matches("[a-z][a-z0-9-]*") ? value.textValue() : value.toString();
    }
}
