package dev.freshet.cli;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.json.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The few shapes of the wire that the commands read and write.
final class AnswerEvents {
    private static final String PREFIX = "data:";
    private static final String END = "[DONE]";

    private AnswerEvents() {}

    /// An assistant among others.
    record Assistant(String id, String name) {}

    /// A passage that an answer rests on.
    @SuppressWarnings("MemberName") // the names of the wire
    record Source(@Nullable String document_name, @Nullable String content) {}

    private record AssistantList(
            int code, @Nullable String message, @Nullable List<Assistant> data) {}

    private record Failure(int code, @Nullable String message) {}

    private record Message(String role, String content) {}

    private record Question(String model, List<Message> messages, boolean stream, boolean reference) {}

    private record Event(@Nullable List<Choice> choices) {}

    private record Choice(@Nullable Delta delta) {}

    @SuppressWarnings("MemberName") // the names of the wire
    private record Delta(
            @Nullable String content,
            @Nullable String final_content,
            @Nullable List<Source> reference) {}

    /// The body of a question whose answer is streamed with its sources.
    static String question(String text) {
        return Json.write(new Question("model", List.of(new Message("user", text)), true, true));
    }

    /// The assistants in an answer of the list route.
    static List<Assistant> assistants(String body) {
        AssistantList list = read(body, AssistantList.class);
        if (list.code() != 0) {
            throw refused(list.message());
        }
        return Objects.requireNonNullElse(list.data(), List.of());
    }

    /// Gives one line of a streamed answer to the printer.
    static void accept(String line, AnswerPrinter printer) {
        if (!line.startsWith(PREFIX)) {
            throw refused(read(line, Failure.class).message());
        }
        String data = line.substring(PREFIX.length()).strip();
        if (data.equals(END)) {
            return;
        }
        for (Choice choice : Objects.requireNonNullElse(read(data, Event.class).choices(), List.<Choice>of())) {
            Delta delta = choice.delta();
            if (delta != null) {
                printer.text(Objects.requireNonNullElse(delta.content(), ""));
                printer.ended(
                        Objects.requireNonNullElse(delta.final_content(), ""),
                        Objects.requireNonNullElse(delta.reference(), List.of()));
            }
        }
    }

    private static AppException refused(@Nullable String message) {
        return new AppException.Rejected(
                ErrorCode.INVALID_INPUT, Objects.requireNonNullElse(message, "The server refused the question."));
    }

    private static <T> T read(String text, Class<T> type) {
        try {
            return Json.read(text, type);
        } catch (IllegalStateException error) {
            throw new AppException.Broken("What answers at this address is no Freshet server.", error);
        }
    }
}
