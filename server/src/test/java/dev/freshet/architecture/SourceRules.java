package dev.freshet.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What only the sources show. A source is a path below its source folder, with `/`, and its text.
public final class SourceRules {
    private static final int FILES_BELOW = 25;
    private static final Pattern CATCH_ALL = Pattern.compile(
            "catch\\s*\\(\\s*(final\\s+)?([\\w.]+\\s*\\|\\s*)*(Exception|RuntimeException|Throwable)\\b");
    private static final Pattern INTERRUPT =
            Pattern.compile("(?<!Thread\\.currentThread\\(\\))\\.interrupt\\(\\)|\\.cancel\\(\\s*true\\s*\\)");

    private SourceRules() {}

    /// All Java sources below the folders.
    public static Map<String, String> read(Path... folders) {
        Map<String, String> sources = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".java")).toList()) {
                    sources.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
        return sources;
    }

    /// Packages without a package-info of 5 to 15 documentation lines that is marked for null checks.
    public static List<String> packageInfos(Map<String, String> sources) {
        return sources.keySet().stream()
                .map(SourceRules::folderOf)
                .distinct()
                .map(folder -> packageInfo(folder, sources.getOrDefault(folder + "/package-info.java", "")))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> packageInfo(String folder, String text) {
        long lines = text.lines().filter(line -> line.startsWith("///")).count();
        if (text.isEmpty()) {
            return List.of(folder + " has no package-info.java");
        }
        if (lines < 5 || lines > 15) {
            return List.of(folder + "/package-info.java has " + lines + " lines of documentation, not 5 to 15");
        }
        return text.contains("\n@NullMarked\n") ? List.of() : List.of(folder + " is not @NullMarked");
    }

    /// Packages of 25 files or more.
    public static List<String> crowdedPackages(Map<String, String> sources) {
        return sources.keySet().stream()
                .collect(Collectors.groupingBy(SourceRules::folderOf, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() >= FILES_BELOW)
                .map(entry -> entry.getKey() + " has " + entry.getValue() + " files; fewer than " + FILES_BELOW
                        + " are allowed")
                .toList();
    }

    /// Catch-alls in files that are not listed edges.
    public static List<String> catchAlls(Map<String, String> sources) {
        return matches(sources, CATCH_ALL, "catches everything").stream()
                .filter(found -> Layout.CATCH_ALLS.keySet().stream().noneMatch(found::startsWith))
                .toList();
    }

    /// Interrupts of other threads, which close file channels.
    public static List<String> interrupts(Map<String, String> sources) {
        return matches(sources, INTERRUPT, "interrupts another thread");
    }

    private static List<String> matches(Map<String, String> sources, Pattern pattern, String what) {
        return sources.entrySet().stream()
                .flatMap(source -> pattern.matcher(source.getValue())
                        .results()
                        .map(match -> source.getKey() + ":" + lineOf(source.getValue(), match.start()) + " " + what))
                .toList();
    }

    /// Words in backquotes that look like type names in a text, for comparison with the types that exist.
    public static List<String> typesNamedIn(String markdown) {
        Matcher matcher = Pattern.compile(
                        "`(?:[a-z][\\w.]*\\.)?([A-Z]\\w*[a-z]\\w*(?:\\.[A-Z]\\w*)*)(?:\\.[a-z]\\w*(?:\\([^`]*\\))?)?`")
                .matcher(markdown);
        return matcher.results().map(found -> found.group(1)).distinct().toList();
    }

    private static long lineOf(String text, int offset) {
        return text.substring(0, offset).lines().count();
    }

    private static String folderOf(String file) {
        return file.substring(0, file.lastIndexOf('/'));
    }
}
