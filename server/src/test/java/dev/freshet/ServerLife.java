package dev.freshet;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import dev.freshet.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The real server in a process of its own, from its start on a data folder to `kill -9`. A debugger of the JVM's
/// own holds it at a named step, so that the product needs no hook for that.
final class ServerLife implements AutoCloseable {
    /// For a short life.
    static final List<String> OPTIONS = List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m");

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Pattern DEBUGGER = Pattern.compile("transport dt_socket at address: (?:[\\d.]+:)?(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final String address;
    private final String key;

    private ServerLife(Process process, Path log, JsonNode local) {
        this.process = process;
        this.log = log;
        this.address = local.path("server").asText();
        this.key = local.path("key").asText();
    }

    /// A moment in the work of the server: the n-th time that a method is entered.
    record Step(String className, String method, int times) {
        @Override
        public String toString() {
            return className.substring(className.lastIndexOf('.') + 1) + "." + method + " no. " + times;
        }
    }

    /// Starts the server on the folder and waits until it answers.
    ///
    /// @param start the options that name its classes
    /// @param debugged whether [#killAt] will be asked for, which makes the start slower
    static ServerLife begin(Path folder, List<String> start, boolean debugged)
            throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path local = data.resolve("cli.json");
        Files.deleteIfExists(local);
        Path log = Files.createTempFile(folder, "server", ".log");
        Process process = new ProcessBuilder(command(folder, data, start, debugged))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(local)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("the server does not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
        return new ServerLife(process, log, Json.parse(Files.readAllBytes(local)));
    }

    private static List<String> command(Path folder, Path data, List<String> start, boolean debugged)
            throws IOException {
        Path nothing = Files.createDirectories(folder.resolve("none"));
        List<String> command = new ArrayList<>(List.of(RehearsedServer.java()));
        command.addAll(OPTIONS);
        if (debugged) {
            command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        }
        command.addAll(start);
        command.addAll(List.of(
                Main.class.getName(), "serve", "--port", "0", "--data", data.toString(), "--with", nothing.toString()));
        return command;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call(request(path).GET());
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body))));
    }

    /// Uploads a document.
    ///
    /// @return its id
    String upload(String dataset, String name, String content) throws IOException, InterruptedException {
        String form = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                + content + "\r\n--edge--\r\n";
        return call(request("/api/v1/datasets/" + dataset + "/documents")
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(BodyPublishers.ofString(form)))
                .at("/data/0/id")
                .asText();
    }

    /// Asks and reads the answer as it comes.
    ///
    /// @param begun runs with the first frame
    /// @return whether the last frame came
    boolean ask(String chat, String session, String question, Runnable begun) throws IOException, InterruptedException {
        Map<String, ?> body = Map.of("question", question, "session_id", session, "stream", true);
        HttpRequest request = request("/api/v1/chats/" + chat + "/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
        List<String> frames = new ArrayList<>();
        try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
            lines.filter(line -> line.startsWith("data:")).forEach(line -> {
                if (frames.isEmpty()) {
                    begun.run();
                }
                frames.add(line);
            });
        }
        return !frames.isEmpty() && frames.getLast().replace(" ", "").contains("\"data\":true");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(CALL_LIMIT)
                .header("Authorization", "Bearer " + key);
    }

    private JsonNode call(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        JsonNode body = Json.parse(response.body().getBytes(StandardCharsets.UTF_8));
        if (body.path("code").asInt(-1) != 0) {
            throw new AssertionError(response.request().uri() + " answers " + response.body());
        }
        return body;
    }

    /// Prepares the kill: the server stands still when it comes to the step, and dies there.
    Thread killAt(Step step) throws IOException {
        Debugger debugger = new Debugger(attach(), step);
        debugger.arm();
        return Thread.ofPlatform().daemon().start(() -> {
            debugger.await();
            kill();
        });
    }

    /// Whether the process is gone.
    boolean isDead() {
        return !process.isAlive();
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
        client.shutdownNow();
    }

    private VirtualMachine attach() throws IOException {
        Matcher port = DEBUGGER.matcher(Files.readString(log));
        if (!port.find()) {
            throw new AssertionError("no debugger's port in " + Files.readString(log));
        }
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port.group(1));
        try {
            return connector.attach(arguments);
        } catch (IllegalConnectorArgumentsException wrong) {
            throw new AssertionError(wrong);
        }
    }

    /// Holds a JVM at a step.
    private static final class Debugger {
        private final VirtualMachine machine;
        private final Step step;

        Debugger(VirtualMachine machine, Step step) {
            this.machine = machine;
            this.step = step;
        }

        void arm() {
            ClassPrepareRequest loading = machine.eventRequestManager().createClassPrepareRequest();
            loading.addClassFilter(step.className());
            loading.enable();
            machine.classesByName(step.className()).forEach(this::stopAt);
        }

        private void stopAt(ReferenceType type) {
            List<Method> methods = type.methodsByName(step.method());
            if (methods.isEmpty()) {
                throw new AssertionError("there is no method " + step);
            }
            for (Method method : methods) {
                BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(first(method));
                request.addCountFilter(step.times());
                request.enable();
            }
        }

        private static Location first(Method method) {
            try {
                return method.allLineLocations().getFirst();
            } catch (AbsentInformationException unknown) {
                return method.location();
            }
        }

        /// Returns when the step is reached, or the machine is gone.
        void await() {
            try {
                boolean reached = false;
                while (!reached) {
                    EventSet events = machine.eventQueue().remove();
                    for (Event event : events) {
                        reached |= event instanceof BreakpointEvent;
                        if (event instanceof ClassPrepareEvent prepared) {
                            stopAt(prepared.referenceType());
                        }
                    }
                    if (!reached) {
                        events.resume();
                    }
                }
            } catch (VMDisconnectedException gone) {
                return;
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }
}
