package serai.simulator.shop;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** Shopify's own scalars: text on the wire, and no less strict than Shopify about what the text says. */
final class AdminScalars implements Coercing<Object, Object> {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final String name;

    private AdminScalars(String name) {
        this.name = name;
    }

    static GraphQLScalarType named(String name) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new AdminScalars(name))
                .build();
    }

    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
        return value.toString();
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        if (!takes(input)) {
            throw new CoercingParseValueException("Provided invalid value for " + name);
        }
        return input;
    }

    @Override
    public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        if (input instanceof StringValue text && takes(text.getValue())) {
            return text.getValue();
        }
        throw new CoercingParseLiteralException("Provided invalid value for " + name);
    }

    private boolean takes(Object input) {
        try {
            return switch (name) {
                case "Money", "Decimal" ->
                    input instanceof Number
                            || (input instanceof String text
                                    && DECIMAL.matcher(text).matches());
                case "URL" -> input instanceof String text && URI.create(text).isAbsolute();
                case "DateTime" -> input instanceof String text && Instant.parse(text) != null;
                default -> true;
            };
        } catch (IllegalArgumentException | java.time.format.DateTimeParseException e) {
            return false;
        }
    }
}
