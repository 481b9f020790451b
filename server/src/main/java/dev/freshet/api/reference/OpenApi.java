package dev.freshet.api.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.reference.ApiReference.Section;
import dev.freshet.api.reference.Operation.Parameter;
import dev.freshet.api.reference.Operation.Place;
import java.util.List;
import java.util.Locale;

/// The reference as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0).
public final class OpenApi {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private OpenApi() {}

    /// The document.
    ///
    /// @param version the server's own version
    public static ObjectNode document(ApiReference reference, String version) {
        ObjectNode document = object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Freshet")
                .put("version", version)
                .put("description", "A chat server that answers from your documents, by RAGFlow's and OpenAI's APIs.");
        ObjectNode paths = document.putObject("paths");
        for (Section section : reference.sections()) {
            for (Operation operation : section.operations()) {
                paths.withObjectProperty(operation.path())
                        .set(operation.method().toLowerCase(Locale.ROOT), operation(section.title(), operation));
            }
        }
        ObjectNode schemes = document.putObject("components").putObject("securitySchemes");
        schemes.putObject("key").put("type", "http").put("scheme", "bearer").put("description", "an API key");
        schemes.putObject("beta").put("type", "http").put("scheme", "bearer").put("description", "a beta token");
        schemes.putObject("login")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "Authorization")
                .put("description", "the token that signing in gave");
        return document;
    }

    private static ObjectNode operation(String section, Operation operation) {
        ObjectNode node = object().put("operationId", identifier(operation)).put("summary", operation.summary());
        if (!operation.description().isEmpty()) {
            node.put("description", operation.description());
        }
        node.putArray("tags").add(section);
        ArrayNode security = node.putArray("security");
        operation.caller().schemes().forEach(scheme -> security.addObject().putArray(scheme));
        ArrayNode parameters = node.putArray("parameters");
        operation.pathParameters().forEach(name -> parameters.add(path(name)));
        operation.parameters(Place.QUERY).forEach(parameter -> parameters.add(parameter("query", parameter)));
        operation.parameters(Place.HEADER).forEach(parameter -> parameters.add(parameter("header", parameter)));
        body(node, JSON, operation.parameters(Place.BODY));
        body(node, "multipart/form-data", operation.parameters(Place.FORM));
        ObjectNode answer = node.putObject("responses")
                .putObject("200")
                .put("description", operation.result().isEmpty() ? "done" : operation.result());
        answer.putObject("content").putObject(operation.streams() ? EVENTS : JSON);
        return node;
    }

    /// `getApiV1DatasetsDataset` for `GET /api/v1/datasets/{dataset}`.
    private static String identifier(Operation operation) {
        StringBuilder name = new StringBuilder(operation.method().toLowerCase(Locale.ROOT));
        for (String word : operation.path().split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return name.toString();
    }

    private static ObjectNode path(String name) {
        ObjectNode node = object().put("name", name).put("in", "path").put("required", true);
        node.putObject("schema").put("type", "string");
        return node;
    }

    private static ObjectNode parameter(String in, Parameter parameter) {
        ObjectNode node = object().put("name", parameter.name()).put("in", in);
        if (parameter.required()) {
            node.put("required", true);
        }
        if (!parameter.description().isEmpty()) {
            node.put("description", parameter.description());
        }
        node.set("schema", schema(parameter, ""));
        return node;
    }

    private static void body(ObjectNode operation, String type, List<Parameter> fields) {
        if (fields.isEmpty()) {
            return;
        }
        ObjectNode schema = operation
                .putObject("requestBody")
                .putObject("content")
                .putObject(type)
                .putObject("schema")
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name(), schema(field, field.description())));
        List<Parameter> required = fields.stream().filter(Parameter::required).toList();
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(field -> names.add(field.name()));
        }
    }

    private static ObjectNode schema(Parameter parameter, String description) {
        ObjectNode schema = object().put("type", parameter.type().schemaName());
        if (parameter.type() == Operation.Type.TEXTS) {
            schema.putObject("items").put("type", "string");
        } else if (parameter.type() == Operation.Type.LIST) {
            schema.putObject("items");
        } else if (parameter.type() == Operation.Type.FILE) {
            schema.put("contentMediaType", "application/octet-stream");
        }
        if (!parameter.standard().isEmpty()) {
            standard(schema, parameter);
        }
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        return schema;
    }

    private static void standard(ObjectNode schema, Parameter parameter) {
        String text = parameter.standard();
        switch (parameter.type()) {
            case INTEGER -> schema.put("default", Integer.parseInt(text));
            case NUMBER -> schema.put("default", Double.parseDouble(text));
            case FLAG -> schema.put("default", Boolean.parseBoolean(text));
            case TEXT, FILE -> schema.put("default", text);
            case TEXTS, LIST -> schema.putArray("default");
            case OBJECT -> schema.putObject("default");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
