package dev.freshet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.model.openai.FakeOpenAi;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A provider whose chat model says what stands between the last `<<` and `>>` of the call, `~` being a line break,
/// after it has thought what stands before a bar; whose embedding model gives every text the same vector; and whose
/// reranker prefers later texts.
final class EchoProvider {
    private static final Pattern WANTED = Pattern.compile("<<(.*?)>>");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EchoProvider() {}

    static FakeOpenAi start() throws IOException {
        return new FakeOpenAi().then(EchoProvider::reply);
    }

    private static void reply(FakeOpenAi.Exchange exchange) throws IOException {
        String path = exchange.request().path();
        JsonNode body = WholeServer.tree(exchange.request().body());
        if (path.endsWith("/embeddings")) {
            FakeOpenAi.json(vectors(body.path("input").size())).write(exchange);
        } else if (path.endsWith("/rerank")) {
            FakeOpenAi.json(ranks(body.path("documents").size())).write(exchange);
        } else {
            chat(exchange, wanted(body), body.path("stream").asBoolean());
        }
    }

    private static void chat(FakeOpenAi.Exchange exchange, String wanted, boolean stream) throws IOException {
        if (wanted.startsWith("!")) {
            FakeOpenAi.status(Integer.parseInt(wanted.substring(1)), "{\"error\":{\"message\":\"no\"}}")
                    .write(exchange);
            return;
        }
        int bar = wanted.indexOf('|');
        if (!stream) {
            FakeOpenAi.json(whole(wanted.substring(bar + 1))).write(exchange);
            return;
        }
        String thought = bar < 0
                ? ""
                : "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":"
                        + JSON.textNode(wanted.substring(0, bar)) + "},\"finish_reason\":null}]}\n\n";
        String[] words = wanted.substring(bar + 1).split("(?<= )");
        FakeOpenAi.events(thought + FakeOpenAi.deltas(words) + FakeOpenAi.finish("stop")
                        + FakeOpenAi.usage(7, words.length) + "data: [DONE]\n\n")
                .write(exchange);
    }

    private static String wanted(JsonNode body) {
        String wanted = "Well.";
        for (JsonNode message : body.path("messages")) {
            Matcher found = WANTED.matcher(message.path("content").asText().replace('\n', '~'));
            while (found.find()) {
                wanted = found.group(1);
            }
        }
        return wanted.replace('~', '\n');
    }

    private static String whole(String text) {
        ObjectNode choice = JSON.objectNode().put("index", 0).put("finish_reason", "stop");
        choice.set("message", JSON.objectNode().put("role", "assistant").put("content", text));
        ObjectNode body = JSON.objectNode();
        body.set("choices", JSON.arrayNode().add(choice));
        return body.toString();
    }

    private static String vectors(int texts) {
        ArrayNode data = JSON.arrayNode();
        for (int i = 0; i < texts; i++) {
            data.addObject()
                    .put("index", i)
                    .set("embedding", JSON.arrayNode().add(0.6).add(0.8));
        }
        ObjectNode body = JSON.objectNode();
        body.set("data", data);
        return body.toString();
    }

    private static String ranks(int texts) {
        ArrayNode results = JSON.arrayNode();
        for (int i = 0; i < texts; i++) {
            results.addObject().put("index", i).put("relevance_score", (i + 1.0) / texts);
        }
        ObjectNode body = JSON.objectNode();
        body.set("results", results);
        return body.toString();
    }
}
