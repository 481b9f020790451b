package dev.freshet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The server's classes in a jar, with a cache that a rehearsal has filled, so that a JVM starts the server in half
/// the time. Making them takes as long as a dozen such starts save.
final class RehearsedServer {
    private RehearsedServer() {}

    /// Goes through a rehearsal.
    ///
    /// @param folder where jar and cache are kept
    /// @param options the options of all JVMs that will use the cache
    /// @return further options with which they use it
    static List<String> prepare(Path folder, List<String> options) throws IOException, InterruptedException {
        String classPath = classPath(folder.resolve("server.jar"));
        Path cache = folder.resolve("server.aot");
        Path log = folder.resolve("rehearsal.log");
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-cp", classPath, Main.class.getName(), "rehearse"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("the rehearsal failed: " + Files.readString(log));
        }
        return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-cp", classPath);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// A cache knows jars only: the server's own classes are put into one, those of the tests are left out.
    private static String classPath(Path jar) throws IOException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        pack(classes, jar);
        return Stream.concat(
                        Stream.of(jar.toString()),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> Files.isRegularFile(Path.of(entry))))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// With an entry for each folder, since migrations are looked for in theirs.
    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.skip(1).toList()) {
                boolean folder = Files.isDirectory(file);
                output.putNextEntry(new JarEntry(classes.relativize(file) + (folder ? "/" : "")));
                if (!folder) {
                    Files.copy(file, output);
                }
                output.closeEntry();
            }
        }
    }
}
