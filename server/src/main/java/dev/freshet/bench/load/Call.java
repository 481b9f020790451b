package dev.freshet.bench.load;

/// A request ready to be sent.
///
/// @param path with its leading slash
/// @param authorization the value of that header
/// @param body JSON
public record Call(String path, String authorization, String body) {}
