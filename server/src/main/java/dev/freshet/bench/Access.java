package dev.freshet.bench;

import dev.freshet.bench.Route.Token;
import dev.freshet.core.AppException;
import dev.freshet.core.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server and what is needed to ask there.
///
/// @param server its address without a slash at the end
/// @param tokens what to show on each kind of route
/// @param chat the assistant's id; empty on servers that know none
/// @param model the model's name for `/v1/chat/completions`
/// @param datasets to search, for routes without an assistant
/// @param conversation one that all users share; without it each has one of its own
public record Access(
        String server,
        Map<Token, Secret> tokens,
        String chat,
        String model,
        List<String> datasets,
        Optional<String> conversation) {
    public Access {
        server = server.replaceAll("/+$", "");
        tokens = Map.copyOf(tokens);
        datasets = List.copyOf(datasets);
        if (!server.matches("https?://.+")) {
            throw AppException.invalid(server + " is not the address of a server; it begins with http://.");
        }
    }

    /// The same with other datasets.
    public Access withDatasets(List<String> ids) {
        return new Access(server, tokens, chat, model, ids, conversation);
    }

    /// The value of the `Authorization` header on a route; login tokens are sent bare.
    String authorization(Route route) {
        Secret token = tokens.getOrDefault(route.token(), new Secret(""));
        return (route.token() == Token.LOGIN ? "" : "Bearer ") + token.reveal();
    }
}
