package dev.freshet.api.ragflow.wire;

/// The generation of RAGFlow's API that these routes speak, and what of it an operator allows. It is chosen once, where
/// the server is wired; nothing below `api.ragflow` knows that there are generations.
///
/// @param name the generation, as settings name it
/// @param emptyIdsDeleteAll whether a request to delete that names no ids deletes everything, as that generation does
public record Profile(String name, boolean emptyIdsDeleteAll) {
    /// RAGFlow 0.23 as it is.
    public static final Profile V023 = new Profile("v023", true);

    /// Refuses a request that names nothing and would delete everything, where that is forbidden.
    ///
    /// @throws WireException code 102
    public void checkDeleteAll() {
        if (!emptyIdsDeleteAll) {
            throw WireFaults.NOTHING_NAMED.of();
        }
    }
}
