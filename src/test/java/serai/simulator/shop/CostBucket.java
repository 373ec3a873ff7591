package serai.simulator.shop;

import graphql.language.Argument;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's leaky bucket of query cost: what a query asks for is held against what is left, what it really took is drained,
 * and it fills up by the second. An object costs 1, a mutation 10, a connection 2 and what its pages may hold; Shopify does
 * not publish its formula, this one errs on the dear side.
 */
final class CostBucket {
    static final int MOST_PER_QUERY = 1_000;

    private static final Set<String> WRAPPERS = Set.of("nodes", "edges", "node", "pageInfo", "userErrors");

    private double maximum = 2_000;
    private double rate = 100;
    private double available = maximum;
    private long then = System.nanoTime();

    /** Another plan's bucket; full. */
    synchronized void plan(double newMaximum, double newRate) {
        maximum = newMaximum;
        rate = newRate;
        available = newMaximum;
    }

    /** Whether a query of that cost may be done now. */
    synchronized boolean holds(double requested) {
        long now = System.nanoTime();
        available = Math.min(maximum, available + rate * (now - then) / 1e9);
        then = now;
        return available >= requested;
    }

    synchronized void drain(double actual) {
        available = Math.max(0, available - actual);
    }

    /** As in {@code extensions} of every answer; {@code actual} is null where nothing was done. */
    synchronized Map<String, Object> extensions(double requested, @Nullable Double actual) {
        var cost = new java.util.LinkedHashMap<String, Object>();
        cost.put("requestedQueryCost", Math.round(requested));
        cost.put("actualQueryCost", actual == null ? null : Math.round(actual));
        cost.put(
                "throttleStatus",
                Map.of("maximumAvailable", maximum, "currentlyAvailable", Math.floor(available), "restoreRate", rate));
        return Map.of("cost", cost);
    }

    /** What a document may cost at most. */
    static double requested(Document document) {
        Map<String, SelectionSet> fragments = document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .collect(Collectors.toMap(FragmentDefinition::getName, FragmentDefinition::getSelectionSet));
        double cost = 0;
        for (Definition<?> definition : document.getDefinitions()) {
            if (definition instanceof OperationDefinition operation) {
                boolean writes = operation.getOperation() == OperationDefinition.Operation.MUTATION;
                cost += (writes ? 10 : 0) + cost(operation.getSelectionSet(), fragments);
            }
        }
        return cost;
    }

    private static double cost(SelectionSet selections, Map<String, SelectionSet> fragments) {
        double cost = 0;
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof FragmentSpread spread) {
                cost += cost(
                        fragments.getOrDefault(spread.getName(), new SelectionSet(java.util.List.of())), fragments);
            } else if (selection instanceof Field field && field.getSelectionSet() != null) {
                cost += cost(field, fragments);
            }
        }
        return cost;
    }

    private static double cost(Field field, Map<String, SelectionSet> fragments) {
        double inner = cost(field.getSelectionSet(), fragments);
        for (Argument argument : field.getArguments()) {
            if (argument.getName().equals("first") && argument.getValue() instanceof IntValue first) {
                return 2 + first.getValue().doubleValue() * (1 + inner);
            }
        }
        return inner + (WRAPPERS.contains(field.getName()) ? 0 : 1);
    }

    /** What an answer really held. */
    static double actual(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            return 1 + map.values().stream().mapToDouble(CostBucket::actual).sum();
        }
        return data instanceof Collection<?> list
                ? list.stream().mapToDouble(CostBucket::actual).sum()
                : 0;
    }
}
