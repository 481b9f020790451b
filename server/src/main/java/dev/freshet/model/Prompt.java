package dev.freshet.model;

import java.util.List;

/// Everything a model is given for one answer.
///
/// @param messages system text first, then the conversation, the question last
/// @param settings how to generate
/// @param passages the retrieved texts in the order of their marks `[ID:n]`; they stand in the system text as
///     well. The built-in answerer quotes from them instead of reading the system text
public record Prompt(List<Message> messages, GenerationSettings settings, List<String> passages) {
    public Prompt {
        messages = List.copyOf(messages);
        passages = List.copyOf(passages);
    }

    /// A prompt of one system text and one user text, for short instructions.
    public static Prompt instruction(String system, String user, double temperature) {
        return new Prompt(
                List.of(new Message(Role.SYSTEM, system), new Message(Role.USER, user)),
                GenerationSettings.none().withTemperature(temperature),
                List.of());
    }

    /// The last user text; empty when there is none.
    public String question() {
        return messages.reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    /// A prompt of one system text and one picture.
    ///
    /// @param picture as a `data:` address
    public static Prompt ofPicture(String system, String picture, GenerationSettings settings) {
        return new Prompt(
                List.of(new Message(Role.SYSTEM, system), new Message(Role.USER, "", List.of(picture))),
                settings,
                List.of());
    }

    /// One message of the conversation.
    ///
    /// @param pictures as `data:` addresses, for models that read pictures
    public record Message(Role role, String text, List<String> pictures) {
        public Message {
            pictures = List.copyOf(pictures);
        }

        /// A message without pictures.
        public Message(Role role, String text) {
            this(role, text, List.of());
        }
    }

    /// Who speaks.
    public enum Role {
        SYSTEM("system"),
        USER("user"),
        ASSISTANT("assistant");

        private final String key;

        Role(String key) {
            this.key = key;
        }

        /// The word that is stored and sent.
        public String key() {
            return key;
        }
    }
}
