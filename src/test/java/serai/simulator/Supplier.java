package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.extension.responsetemplating.TemplateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.Json;

/**
 * The folder {@code wiremock/<name>}: mappings, answer templates, situations and {@code simulator.json}. Files are read
 * once.
 */
final class Supplier {
    private final String name;
    private final Path folder;
    private final JsonNode settings;
    private final Map<String, Optional<String>> files = new ConcurrentHashMap<>();
    private final TemplateEngine templates = TemplateEngine.defaultTemplateEngine();

    /** @throws IllegalArgumentException if there is no such folder; the message names it */
    Supplier(Path root, String name) {
        this.name = name;
        this.folder = root.resolve(name);
        if (!Files.isDirectory(folder.resolve("mappings"))) {
            throw new IllegalArgumentException("no simulated supplier in " + folder.toAbsolutePath());
        }
        this.settings = text("simulator.json").map(Supplier::json).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    JsonNode settings() {
        return settings;
    }

    /** The checks that {@code simulator.json} names, if any. */
    Optional<Rules> rules() {
        String wanted = settings.path("rules").asText();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ServiceLoader.load(Rules.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(rules -> rules.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": no rules named " + wanted)));
    }

    /** The names of all situations, sorted. */
    List<String> situations() {
        if (!Files.isDirectory(folder.resolve("situations"))) {
            return List.of();
        }
        try (var entries = Files.list(folder.resolve("situations"))) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if there is none; the message lists those that exist */
    Situation situation(String situation) {
        List<String> known = situations();
        if (!known.contains(situation)) {
            throw new IllegalArgumentException(
                    name + " has no situation \"" + situation + "\", only " + String.join(", ", known));
        }
        return new Situation(
                situation, json(text("situations/" + situation + ".json").orElseThrow()));
    }

    /**
     * The text of an answer from {@code __files}, its placeholders filled.
     *
     * @param variant when {@code order.json} has a sibling {@code order.<variant>.json}, that one is taken; empty for none
     * @throws IllegalArgumentException if there is no such file
     */
    String answer(String file, String variant, Map<String, Object> model) {
        int dot = file.lastIndexOf('.');
        String sibling = "__files/" + file.substring(0, dot) + "." + variant + file.substring(dot);
        String text = (variant.isEmpty() ? Optional.<String>empty() : text(sibling))
                .or(() -> text("__files/" + file))
                .orElseThrow(() -> new IllegalArgumentException(name + " has no answer " + file));
        return filled(text, model);
    }

    /** The text with its placeholders filled. */
    String filled(String text, Map<String, Object> model) {
        return text.contains("{{") ? templates.getTemplate(text, text).apply(model) : text;
    }

    private Optional<String> text(String file) {
        return files.computeIfAbsent(file, this::load);
    }

    private Optional<String> load(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
