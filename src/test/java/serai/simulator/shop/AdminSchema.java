package serai.simulator.shop;

import com.fasterxml.jackson.core.type.TypeReference;
import graphql.ParseAndValidate;
import graphql.analysis.QueryTraversalOptions;
import graphql.analysis.QueryTraverser;
import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.analysis.QueryVisitorStub;
import graphql.execution.CoercedVariables;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.Document;
import graphql.parser.Parser;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import graphql.validation.ValidationError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import serai.base.Json;

/**
 * Shopify's own schema of the Admin API 2026-10, as Shopify publishes it; where the copy comes from stands beside it in the
 * test resources. Made once in a process: it takes a second.
 */
public final class AdminSchema {
    private static final String FILE = "/shopify/admin_2026-10.json.gz";

    private AdminSchema() {}

    private static final class Holder {
        private static final GraphQLSchema SCHEMA = make();
    }

    /** The schema, its operations bound to the simulated shop. */
    static GraphQLSchema schema() {
        return Holder.SCHEMA;
    }

    /** What Shopify would refuse in the document; empty when nothing. @throws graphql.parser.InvalidSyntaxException */
    public static List<ValidationError> validate(String document) {
        Document parsed = new Parser().parseDocument(document);
        return ParseAndValidate.validate(schema(), parsed, Locale.ROOT);
    }

    /** Fields of the document that Shopify has marked as going away. */
    public static List<String> deprecated(String document) {
        List<String> deprecated = new ArrayList<>();
        QueryTraverser.newQueryTraverser()
                .schema(schema())
                .document(new Parser().parseDocument(document))
                .coercedVariables(CoercedVariables.emptyVariables())
                .options(QueryTraversalOptions.defaultOptions().coerceFieldArguments(false))
                .build()
                .visitPreOrder(new QueryVisitorStub() {
                    @Override
                    public void visitField(QueryVisitorFieldEnvironment field) {
                        if (field.getFieldDefinition().isDeprecated()) {
                            deprecated.add(field.getFieldDefinition().getName());
                        }
                    }
                });
        return deprecated;
    }

    private static GraphQLSchema make() {
        TypeDefinitionRegistry registry = new SchemaParser().buildRegistry(document());
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().wiringFactory(new Wiring());
        registry.scalars().keySet().stream()
                .filter(name -> !ScalarInfo.isGraphqlSpecifiedScalar(name))
                .forEach(name -> wiring.scalar(AdminScalars.named(name)));
        wiring.type("QueryRoot", type -> type.dataFetchers(AdminReads.fetchers()));
        wiring.type("InventoryItem", type -> type.dataFetcher("inventoryLevel", AdminReads::level));
        wiring.type("Mutation", type -> type.dataFetchers(AdminWrites.fetchers()));
        return new SchemaGenerator().makeExecutableSchema(registry, wiring.build());
    }

    private static Document document() {
        try (InputStream file = Objects.requireNonNull(AdminSchema.class.getResourceAsStream(FILE), FILE);
                InputStream text = new GZIPInputStream(file)) {
            Map<String, Object> whole = Json.mapper().readValue(text, new TypeReference<>() {});
            Map<String, Object> data = Json.mapper().convertValue(whole.get("data"), new TypeReference<>() {});
            return new IntrospectionResultToSchema().createSchemaDefinition(data);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** A thing's type stands in its id; a connection pages the list that stands for it. */
    private static final class Wiring implements WiringFactory {
        private static final TypeResolver BY_ID = environment -> {
            Map<?, ?> object = environment.getObject();
            String[] parts = String.valueOf(object.get("id")).split("/", -1);
            return environment.getSchema().getObjectType(parts[parts.length - 2]);
        };

        @Override
        public boolean providesTypeResolver(InterfaceWiringEnvironment environment) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(InterfaceWiringEnvironment environment) {
            return BY_ID;
        }

        @Override
        public boolean providesTypeResolver(UnionWiringEnvironment environment) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(UnionWiringEnvironment environment) {
            return BY_ID;
        }

        @Override
        public DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment environment) {
            return AdminReads::field;
        }
    }
}
