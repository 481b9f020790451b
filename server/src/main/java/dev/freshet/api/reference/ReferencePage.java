package dev.freshet.api.reference;

import dev.freshet.api.reference.ApiReference.Section;
import dev.freshet.api.reference.Operation.Parameter;
import java.util.Locale;

/// The reference of all routes as a Markdown page.
public final class ReferencePage {
    private static final String HEAD = """
            # HTTP API

            This page is generated from the page of routes beside `dev.freshet.api.reference.ApiReference`; write it
            again with `./freshet routes --markdown > docs/reference/api.md`. The same is served as OpenAPI 3.1 at
            `/openapi.json`.

            Answers of `/api/v1` are `{"code":0,"data":…}`, those of `/v1` are
            `{"code":0,"message":"success","data":…}`; an error has another code and its sentence as `message`, and
            HTTP status 200, as RAGFlow 0.23 has it. The routes for OpenAI clients answer in OpenAI's form with real
            statuses. How streams are framed, stopped and resumed stands in [streaming.md](streaming.md).
            """;

    private ReferencePage() {}

    /// The page.
    public static String markdown(ApiReference reference) {
        StringBuilder page = new StringBuilder(HEAD);
        for (Section section : reference.sections()) {
            page.append("\n## ").append(section.title()).append('\n');
            if (!section.introduction().isEmpty()) {
                page.append('\n').append(section.introduction()).append('\n');
            }
            section.operations().forEach(operation -> append(page, operation));
        }
        return page.toString();
    }

    private static void append(StringBuilder page, Operation operation) {
        page.append("\n### `").append(operation.key()).append("`\n\n");
        page.append(operation.summary())
                .append(". For ")
                .append(operation.caller().words())
                .append(".\n");
        if (!operation.description().isEmpty()) {
            page.append('\n').append(operation.description()).append('\n');
        }
        if (!operation.parameters().isEmpty()) {
            page.append("\n| where | name | type | standard | |\n|---|---|---|---|---|\n");
            operation.parameters().forEach(parameter -> append(page, parameter));
        }
        if (!operation.result().isEmpty()) {
            page.append("\nGives ").append(operation.result()).append('\n');
        }
    }

    private static void append(StringBuilder page, Parameter parameter) {
        String standard = parameter.required()
                ? "required"
                : parameter.standard().isEmpty() ? "" : "`" + parameter.standard() + "`";
        page.append("| ").append(parameter.place().name().toLowerCase(Locale.ROOT));
        page.append(" | `")
                .append(parameter.name())
                .append("` | ")
                .append(parameter.type().word());
        page.append(" | ").append(standard);
        page.append(" | ").append(parameter.description().replace("|", "\\|")).append(" |\n");
    }
}
