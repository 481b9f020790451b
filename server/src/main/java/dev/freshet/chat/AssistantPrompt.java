package dev.freshet.chat;

import java.util.List;

/// What an assistant says and how it uses what it finds.
///
/// @param system the system text; `{knowledge}` and other variables in braces are filled in
/// @param prologue its first words in a new session
/// @param variables what the system text needs
/// @param emptyResponse the answer when nothing was found; empty lets the model answer freely
/// @param quote whether answers carry citations
/// @param speech whether answers are spoken
/// @param refineMultiturn whether a follow-up question is rewritten to stand alone
/// @param keyword whether a model's keywords are added to the question
/// @param crossLanguages languages that the question is translated into as well
/// @param reasoning whether the deep-research loop is asked for
/// @param knowledgeGraph whether a knowledge graph is asked
/// @param tableOfContents whether the table of contents is asked
public record AssistantPrompt(
        String system,
        String prologue,
        List<Variable> variables,
        String emptyResponse,
        boolean quote,
        boolean speech,
        boolean refineMultiturn,
        boolean keyword,
        List<String> crossLanguages,
        boolean reasoning,
        boolean knowledgeGraph,
        boolean tableOfContents) {
    public AssistantPrompt {
        variables = List.copyOf(variables);
        crossLanguages = List.copyOf(crossLanguages);
    }

    /// A variable of the system text.
    ///
    /// @param key its name, as it stands in braces
    /// @param optional whether a question may come without it
    public record Variable(String key, boolean optional) {
        /// The variable that stands for the retrieved passages.
        public static final String KNOWLEDGE = "knowledge";
    }

    /// The prompt that an assistant has when nothing is said of it.
    ///
    /// @param system the default system text of this server
    public static AssistantPrompt usual(String system) {
        return new AssistantPrompt(
                system,
                "Hi! I'm your assistant. What can I do for you?",
                List.of(new Variable(Variable.KNOWLEDGE, false)),
                "Sorry! No relevant content was found in the knowledge base!",
                true,
                false,
                true,
                false,
                List.of(),
                false,
                false,
                false);
    }

    /// Whether the system text asks for retrieved passages.
    public boolean wantsKnowledge() {
        return variables.stream().anyMatch(variable -> variable.key().equals(Variable.KNOWLEDGE));
    }
}
