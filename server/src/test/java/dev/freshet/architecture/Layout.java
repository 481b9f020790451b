package dev.freshet.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The shape of the product as data. A new entry needs a reason that a reviewer would accept.
public final class Layout {
    /// Below this package stands everything; names elsewhere here leave it out. The root itself is `""`.
    public static final String ROOT = "dev.freshet";

    /// Packages by level, lowest first. A package imports from lower levels, or along an [Edge].
    public static final List<List<String>> LEVELS = List.of(
            List.of("core", "observe", "text", "json"),
            List.of(
                    "http",
                    "http.out",
                    "db",
                    "blob",
                    "blob.file",
                    "model",
                    "model.openai",
                    "model.rerank",
                    "model.builtin",
                    "index",
                    "index.lucene"),
            List.of(
                    "account",
                    "dataset",
                    "dataset.change",
                    "dataset.chunk",
                    "dataset.edit",
                    "dataset.file",
                    "dataset.search"),
            List.of(
                    "ingest",
                    "ingest.parse",
                    "ingest.parse.text",
                    "ingest.parse.pdf",
                    "ingest.parse.office",
                    "ingest.parse.web",
                    "ingest.parse.worker",
                    "ingest.chunk",
                    "ingest.chunk.piece",
                    "ingest.chunk.title",
                    "retrieval",
                    "answer",
                    "answer.admission",
                    "answer.keep"),
            List.of("chat", "chat.ask", "chat.statistics", "chat.widget"),
            List.of(
                    "api",
                    "api.reference",
                    "api.ragflow.wire",
                    "api.ragflow.account",
                    "api.ragflow.dataset",
                    "api.ragflow.file",
                    "api.ragflow.kb",
                    "api.ragflow.chat",
                    "api.ragflow.conversation",
                    "api.ragflow.dialog",
                    "api.ragflow.search",
                    "api.ragflow.metadata",
                    "api.ragflow.widget",
                    "api.openai",
                    "api.answers",
                    "api.ops",
                    "web"),
            List.of("config", "bench", "bench.fake", "bench.load", "bench.lab", "profile", "cli", ""));

    /// Imports within a level.
    public static final List<Edge> EDGES = List.of(
            new Edge("observe", "core", "the words that every package uses"),
            new Edge("text", "core", "the words that every package uses"),
            new Edge("json", "core", "the words that every package uses"),
            new Edge("http", "http.out", "an event stream's bytes leave by it"),
            new Edge("db", "http", "a query refuses to run on an event loop"),
            new Edge("blob.file", "blob", "an adapter implements its port"),
            new Edge("blob.file", "http", "a file is not read on an event loop"),
            new Edge("model", "http", "a TokenSink names the event loop that its tokens arrive on"),
            new Edge("model", "db", "the provider table is a store"),
            new Edge("model.openai", "model", "an adapter implements its port"),
            new Edge("model.openai", "http", "the one way out"),
            new Edge("model.rerank", "model", "an adapter implements its port"),
            new Edge("model.rerank", "http", "the one way out"),
            new Edge("model.builtin", "model", "an adapter implements its port"),
            new Edge("model.builtin", "http", "the extractive answerer streams on the client's event loop"),
            new Edge("index.lucene", "index", "an adapter implements its port"),
            new Edge("index.lucene", "http", "a search refuses to run on an event loop"),
            new Edge("dataset", "dataset.change", "what the index has to learn is written with the change"),
            new Edge("dataset.chunk", "dataset", "chunks belong to documents"),
            new Edge("dataset.edit", "dataset", "what people do goes through the stores"),
            new Edge("dataset.edit", "dataset.change", "what people do goes through the stores"),
            new Edge("dataset.edit", "dataset.chunk", "what people do goes through the stores"),
            new Edge("dataset.file", "dataset", "documents are made of files"),
            new Edge("dataset.file", "dataset.edit", "documents are made of files"),
            new Edge("dataset.search", "dataset", "lists are sorted and names compared as everywhere"),
            new Edge("dataset.chunk", "dataset.change", "what the index has to learn is written with the change"),
            new Edge("ingest.parse.text", "ingest.parse", "a parser fills a ParsedDocument"),
            new Edge("ingest.parse.pdf", "ingest.parse", "a parser fills a ParsedDocument"),
            new Edge("ingest.parse.office", "ingest.parse", "a parser fills a ParsedDocument"),
            new Edge("ingest.parse.office", "ingest.parse.web", "an Outlook message has attachments as a mail has"),
            new Edge("ingest.parse.web", "ingest.parse.text", "a page is text in some character set first"),
            new Edge("ingest.parse.worker", "ingest.parse.text", "a mail's text parts are parsed where the mail is"),
            new Edge("ingest.parse.web", "ingest.parse", "a parser fills a ParsedDocument"),
            new Edge("ingest.parse.worker", "ingest.parse", "a worker runs parsers in a child process"),
            new Edge("ingest.parse.worker", "ingest.parse.pdf", "the child process has the heavy parsers"),
            new Edge("ingest.parse.worker", "ingest.parse.office", "the child process has the heavy parsers"),
            new Edge("ingest.parse.worker", "ingest.parse.web", "the child process has the heavy parsers"),
            new Edge("ingest.chunk", "ingest.parse", "chunks are cut from parsed documents"),
            new Edge("ingest.chunk", "ingest.chunk.piece", "each method puts its chunks together of pieces"),
            new Edge("ingest.chunk", "ingest.chunk.title", "some methods cut at titles that no file marks"),
            new Edge("ingest.chunk.title", "ingest.chunk.piece", "a part of a paragraph has the boxes of its lines"),
            new Edge("ingest.chunk.title", "ingest.parse", "titles are found among a parsed document's blocks"),
            new Edge("ingest.chunk.piece", "ingest.parse", "pieces are made of a parsed document's blocks"),
            new Edge("retrieval", "answer.admission", "a search waits for its turns at a processor"),
            new Edge("answer.keep", "answer", "what is kept of an answer becomes a log again"),
            new Edge("ingest", "ingest.parse", "the steps of a job"),
            new Edge("ingest", "ingest.chunk", "the steps of a job"),
            new Edge("ingest", "ingest.chunk.piece", "the steps of a job"),
            new Edge("api.ragflow.account", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.account", "api", "what both wires share"),
            new Edge("api.ragflow.dataset", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.file", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.kb", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.kb", "api.ragflow.dataset", "the same forms are read under other names"),
            new Edge("api.ragflow.chat", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("chat.statistics", "chat", "sessions count what is added up"),
            new Edge("api.ragflow.conversation", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.conversation", "api.ragflow.chat", "a conversation has one row on all routes"),
            new Edge("api.ragflow.dialog", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.dialog", "api.ragflow.chat", "assistants have parts of one form on all routes"),
            new Edge("api.ragflow.metadata", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.metadata", "api.ragflow.dataset", "owners and conditions on metadata are read alike"),
            new Edge("api.ragflow.search", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.search", "api.ragflow.chat", "answers have the same frames on all routes"),
            new Edge("api.ragflow.search", "api.ragflow.dataset", "found chunks have the same form on all routes"),
            new Edge("api.ragflow.widget", "api.ragflow.wire", "envelopes, errors and callers of this wire"),
            new Edge("api.ragflow.widget", "api.ragflow.chat", "answers have the same frames on all routes"),
            new Edge("api.ragflow.widget", "api.ragflow.dialog", "an assistant has one row on all routes"),
            new Edge("chat.ask", "chat", "a search becomes a question"),
            new Edge("api.openai", "api.ragflow.wire", "one of its routes answers errors by that wire"),
            new Edge("api.openai", "api.ragflow.chat", "passages have the same form on both wires"),
            new Edge("api.answers", "api.ragflow.wire", "its answers have that wire's envelope"),
            new Edge("api.answers", "api.ragflow.chat", "an answer is followed in the frames it was asked for"),
            new Edge("api.answers", "api.openai", "an answer is followed in the frames it was asked for"),
            new Edge("api.ragflow.chat", "api.ragflow.dataset", "an assistant's list has rows of its datasets"),
            new Edge("api.ragflow.chat", "api", "what both wires share"),
            new Edge("api.openai", "api", "what both wires share"),
            new Edge("api.ops", "api", "what both wires share"),
            new Edge("bench", "bench.load", "a phase is a load on a route"),
            new Edge("bench.load", "bench.fake", "whether the scripted model's tokens came in order"),
            new Edge("bench.lab", "bench", "what is set up is then asked"),
            new Edge("bench.lab", "bench.fake", "the model behind the server"),
            new Edge("cli", "profile", "a command says where time goes"),
            new Edge("cli", "bench", "a command measures"),
            new Edge("cli", "bench.load", "a command says how much is asked"),
            new Edge("cli", "bench.lab", "a command measures a server of its own"),
            new Edge("cli", "bench.fake", "a command serves the scripted model"),
            new Edge("cli", "config", "commands are given settings"),
            new Edge("", "config", "App is wired from settings"),
            new Edge("", "cli", "Main hands its arguments to the commands"));

    /// Implementations of ports, imported by `App` alone.
    public static final Set<String> ADAPTERS =
            Set.of("blob.file", "model.openai", "model.rerank", "model.builtin", "index.lucene");

    /// `App` and the parts of its wiring that are classes of their own.
    public static final Set<String> WIRING =
            Set.of("App", "Storage", "Intelligence", "IngestionLine", "FirstRun", "WebClientRoutes");

    /// Which generation of RAGFlow's API is spoken, and the packages that may know it.
    public static final String PROFILE = "api.ragflow.wire.Profile";

    public static final String PROFILE_KNOWN = "api.ragflow";

    /// A refusal of RAGFlow's wire. Classes whose names end in one of [#CATALOGS] declare them.
    public static final String REFUSAL = "api.ragflow.wire.Fault";

    public static final Set<String> CATALOGS = Set.of("Faults", "Fault");

    /// Libraries and who may import them; what is not listed here may not be imported at all.
    public static final List<Library> LIBRARIES = List.of(
            Library.everywhere("org.jspecify"),
            Library.everywhere("com.google.errorprone.annotations"),
            Library.everywhere("org.slf4j"),
            Library.of("ch.qos.logback", "observe"),
            Library.of("io.micrometer", "observe"),
            Library.of("com.ibm.icu", "text", "ingest.parse"),
            Library.of("com.knuddels.jtokkit", "text"),
            Library.of("org.apache.lucene", "text", "index.lucene"),
            Library.of("org.tartarus.snowball", "text"),
            Library.of("com.fasterxml.jackson", "json", "api", "model.openai", "model.rerank"),
            Library.of("com.fasterxml.jackson.core", "ingest.parse"),
            Library.of("io.vertx", "http", "model.openai", "answer", "bench"),
            Library.of("io.netty", "http", "model.openai", "answer"),
            Library.of("org.jooq", "db").andStores(),
            Library.of("org.flywaydb", "db"),
            Library.of("com.zaxxer.hikari", "db"),
            Library.of("org.sqlite", "db"),
            Library.of("org.postgresql", "db"),
            Library.of("com.github.benmanes.caffeine", "account", "model", "retrieval"),
            Library.of("com.password4j", "account"),
            Library.of("ai.onnxruntime", "model.builtin"),
            Library.of("ai.djl", "model.builtin"),
            Library.of("dev.langchain4j", "model.builtin"),
            Library.of("org.apache.pdfbox", "ingest.parse"),
            Library.of("org.apache.fontbox", "ingest.parse"),
            Library.of("org.apache.poi", "ingest.parse"),
            Library.of("org.apache.xmlbeans", "ingest.parse"),
            Library.of("org.openxmlformats", "ingest.parse"),
            Library.of("org.jsoup", "ingest.parse"),
            Library.of("org.commonmark", "ingest.parse", "ingest.chunk"),
            Library.of("org.apache.tika", "ingest.parse"),
            Library.of("org.apache.james.mime4j", "ingest.parse"),
            Library.of("org.apache.commons.csv", "ingest.parse"),
            Library.of("org.snakeyaml", "config"),
            Library.of("com.sun.tools.attach", "profile"),
            Library.of("picocli", "cli"));

    /// Packages whose classes named `...Store` hold SQL.
    public static final Set<String> STORE_PACKAGES = Set.of(
            "account",
            "dataset",
            "dataset.change",
            "dataset.chunk",
            "dataset.file",
            "dataset.search",
            "ingest",
            "chat",
            "chat.statistics",
            "chat.widget",
            "answer.keep",
            "model");

    /// Where JSON trees and free maps may stand in a signature.
    public static final Set<String> UNTYPED_ALLOWED = Set.of("json", "api", "model.openai", "model.rerank");

    /// Where callbacks and futures may be used: the server's edge, the token path, and the load that measures
    /// them from event loops of its own.
    public static final Set<String> ASYNCHRONOUS_ALLOWED = Set.of("http", "model.openai", "answer", "bench");

    /// Interfaces that may have a single implementation.
    public static final Map<String, String> PORTS = Map.ofEntries(
            Map.entry("dev.freshet.index.ChunkIndex", "stands for the search engine"),
            Map.entry("dev.freshet.blob.BlobStore", "stands for where files are kept"),
            Map.entry("dev.freshet.http.CallListener", "stands for whoever reads a remote answer as it comes"),
            Map.entry("dev.freshet.model.TokenSink", "stands for the answer, which is a level above"),
            Map.entry("dev.freshet.model.ChatModel", "stands for a remote model"),
            Map.entry("dev.freshet.model.EmbeddingModel", "stands for a remote model"),
            Map.entry("dev.freshet.model.RerankModel", "stands for a remote model"),
            Map.entry("dev.freshet.model.Models", "stands for remote providers"),
            Map.entry("dev.freshet.model.ModelDriver", "stands for remote providers"),
            Map.entry("dev.freshet.answer.FrameWriter", "stands for a wire, two levels above"),
            Map.entry("dev.freshet.ingest.parse.Parser", "stands for the server itself or its child processes"),
            Map.entry(
                    "dev.freshet.ingest.parse.ParseProgress", "stands for the ingestion job, which is a package above"),
            Map.entry("dev.freshet.cli.RunningServer", "stands for App, which is a package above"));

    /// Public methods of stores that take an id without its owner, as `Store.method`.
    public static final Map<String, String> OWNERLESS = Map.of();

    /// Files that may catch everything, because something waits at the other side of that edge.
    public static final Map<String, String> CATCH_ALLS = Map.ofEntries(
            Map.entry("dev/freshet/api/Probe.java", "whatever a dependency throws is what was to be found out"),
            Map.entry(
                    "dev/freshet/core/Parallel.java",
                    "waits for the other tasks before it throws the first failure on"),
            Map.entry("dev/freshet/http/ServerLoop.java", "the edge of a request: its client gets an answer"),
            Map.entry("dev/freshet/ingest/IngestWorkers.java", "its threads outlive a database that fails for a while"),
            Map.entry("dev/freshet/ingest/JobRunner.java", "the edge of a job: its document says that it failed"),
            Map.entry("dev/freshet/App.java", "a start that fails closes what it has opened"),
            Map.entry("dev/freshet/Storage.java", "a start that fails closes what it has opened"),
            Map.entry(
                    "dev/freshet/answer/keep/AnswerKeeper.java",
                    "its thread outlives a database that fails for a while"),
            Map.entry(
                    "dev/freshet/chat/ChatService.java",
                    "the edge of an answer: whoever follows it gets an error frame"),
            Map.entry(
                    "dev/freshet/ingest/parse/worker/ParserMain.java", "the edge of a parser process: its file fails"),
            Map.entry("dev/freshet/db/Ticket.java", "the edge of a database lane: its caller gets the failure"));

    private Layout() {}

    /// An import between two packages of one level.
    public record Edge(String from, String to, String reason) {}

    /// A library by the prefix of its packages, and the packages that may import it (with those below them).
    public record Library(String prefix, Set<String> packages, boolean stores) {
        static Library of(String prefix, String... packages) {
            return new Library(prefix, Set.of(packages), false);
        }

        static Library everywhere(String prefix) {
            return new Library(prefix, Set.of(""), true);
        }

        Library andStores() {
            return new Library(prefix, packages, true);
        }

        boolean isEverywhere() {
            return packages.contains("");
        }
    }
}
