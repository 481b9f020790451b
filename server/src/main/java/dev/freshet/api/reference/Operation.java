package dev.freshet.api.reference;

import java.util.List;
import java.util.Locale;

/// One route as its callers see it.
///
/// @param method the HTTP method in capitals
/// @param path the template, as the route table has it
/// @param caller who may call
/// @param summary a few words
/// @param description sentences; may be empty
/// @param parameters what it takes, path parameters left out
/// @param result what it gives, in words
/// @param streams whether the result is, or can be, a stream of events
public record Operation(
        String method,
        String path,
        Caller caller,
        String summary,
        String description,
        List<Parameter> parameters,
        String result,
        boolean streams) {
    public Operation {
        parameters = List.copyOf(parameters);
    }

    /// The method and the path, which no two routes share.
    public String key() {
        return method + " " + path;
    }

    /// The names in braces of the path, in order.
    public List<String> pathParameters() {
        return List.of(path.split("/")).stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    /// The parameters at one place.
    public List<Parameter> parameters(Place place) {
        return parameters.stream()
                .filter(parameter -> parameter.place() == place)
                .toList();
    }

    /// Who may call, by what stands in the `Authorization` header.
    public enum Caller {
        /// Anybody.
        ANYBODY("nobody needs to sign in", ""),
        /// `Bearer` and an API key.
        KEY("an API key: `Authorization: Bearer ragflow-…`", "key"),
        /// The token that signing in gave, bare.
        LOGIN("a login token: `Authorization: <token>`", "login"),
        /// An API key or a login token.
        KEY_OR_LOGIN("an API key or a login token", "key login"),
        /// `Bearer` and the beta token of an API key, as widgets have it.
        BETA("a beta token: `Authorization: Bearer <beta>`", "beta"),
        /// An API key that is bound to one assistant.
        BOUND_KEY("an API key that is bound to an assistant", "key"),
        /// Whoever asked the question: API key, login token or beta token.
        ASKER("whoever asked: an API key, a login token or a beta token", "key login beta");

        private final String words;
        private final String schemes;

        Caller(String words, String schemes) {
            this.words = words;
            this.schemes = schemes;
        }

        /// The words of the reference.
        public String words() {
            return words;
        }

        /// The names of the security schemes, any of which will do.
        List<String> schemes() {
            return schemes.isEmpty() ? List.of() : List.of(schemes.split(" "));
        }
    }

    /// Where a parameter stands.
    public enum Place {
        QUERY,
        HEADER,
        /// A key of the JSON body.
        BODY,
        /// A part of a multipart form.
        FORM
    }

    /// What a value is.
    public enum Type {
        TEXT("string"),
        INTEGER("integer"),
        NUMBER("number"),
        FLAG("boolean"),
        TEXTS("array"),
        LIST("array"),
        OBJECT("object"),
        FILE("string");

        private final String schemaName;

        Type(String schemaName) {
            this.schemaName = schemaName;
        }

        /// The word of the reference.
        public String word() {
            return this == TEXTS ? "list of texts" : name().toLowerCase(Locale.ROOT);
        }

        /// The name of the type in JSON Schema.
        String schemaName() {
            return schemaName;
        }
    }

    /// One thing that a route takes.
    ///
    /// @param standard what holds when it is absent, as it would be written; empty where nothing does
    public record Parameter(
            Place place, String name, Type type, boolean required, String standard, String description) {}
}
