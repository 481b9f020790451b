package dev.freshet.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who may import whom.
public final class PackageRules {
    private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "org.w3c.dom.", "org.xml.sax.");

    private PackageRules() {}

    /// An import of one class by another, in full names.
    public record Import(String from, String to) {}

    /// All imports of the product's classes: of each other, of libraries and of the platform.
    public static Set<Import> importsOf(JavaClasses classes) {
        Set<Import> imports = new TreeSet<>((a, b) ->
                a.from().equals(b.from()) ? a.to().compareTo(b.to()) : a.from().compareTo(b.from()));
        for (JavaClass origin : classes) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive()) {
                    imports.add(new Import(origin.getName(), target.getName()));
                }
            }
        }
        return imports;
    }

    /// Imports that go neither downward nor along a listed edge.
    public static List<String> againstLevels(Set<Import> imports) {
        List<String> found = new ArrayList<>();
        for (Import each : imports) {
            if (isOurs(each.to()) && !mayImport(packageOf(each.from()), packageOf(each.to()))) {
                found.add(each.from() + " imports " + each.to() + ", which is no level below and no listed edge");
            }
        }
        return found;
    }

    /// Packages that have no place among the levels.
    public static List<String> withoutLevel(Set<String> packages) {
        return packages.stream()
                .filter(name -> levelOf(name) < 0)
                .map(name -> "package " + name + " has no level")
                .toList();
    }

    /// One sentence for each package that can reach itself through others.
    public static List<String> cycles(Set<Import> imports) {
        Map<String, Set<String>> graph = new TreeMap<>();
        for (Import each : imports) {
            String from = packageOf(each.from());
            String to = packageOf(each.to());
            if (isOurs(each.to()) && !from.equals(to)) {
                graph.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
            }
        }
        return graph.keySet().stream()
                .filter(start -> reaches(graph, start))
                .map(start -> "package " + start + " is in a cycle")
                .toList();
    }

    private static boolean reaches(Map<String, Set<String>> graph, String start) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(graph.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(start)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(graph.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }

    /// Imports of adapters by anything but themselves and `App`.
    public static List<String> adaptersImported(Set<Import> imports) {
        return imports.stream()
                .filter(each -> isOurs(each.to()))
                .filter(each -> Layout.ADAPTERS.stream()
                        .anyMatch(adapter ->
                                isWithin(packageOf(each.to()), adapter) && !isWithin(packageOf(each.from()), adapter)))
                .filter(each -> !Layout.WIRING.contains(simpleName(outermost(each.from()))))
                .map(each -> each.from() + " imports the adapter " + each.to() + "; only App and its parts may")
                .toList();
    }

    /// Imports of the choice between generations of RAGFlow's API by others than its own routes and the wiring.
    public static List<String> profileImported(Set<Import> imports) {
        return imports.stream()
                .filter(each -> outermost(each.to()).equals(Layout.ROOT + "." + Layout.PROFILE))
                .filter(each -> !isWithin(packageOf(each.from()), Layout.PROFILE_KNOWN))
                .filter(each -> !Layout.WIRING.contains(simpleName(outermost(each.from()))))
                .map(each -> each.from() + " knows generations of the API; only " + Layout.PROFILE_KNOWN + " may")
                .toList();
    }

    /// The name of a class of the root package; of any other its name with the package.
    private static String simpleName(String type) {
        String inRoot = Layout.ROOT + ".";
        return type.startsWith(inRoot) ? type.substring(inRoot.length()) : type;
    }

    /// Imports of libraries that are not listed for the importing package.
    public static List<String> librariesNotAllowed(Set<Import> imports) {
        return imports.stream()
                .filter(each -> !isOurs(each.to()) && !isPlatform(each.to()))
                .filter(each -> Layout.LIBRARIES.stream().noneMatch(library -> allows(library, each)))
                .map(each -> each.from() + " imports " + each.to() + ", which is not listed for its package")
                .toList();
    }

    private static boolean allows(Layout.Library library, Import each) {
        if (!each.to().startsWith(library.prefix() + ".")) {
            return false;
        }
        String from = packageOf(each.from());
        if (from.equals("core")) {
            return each.to().startsWith("org.jspecify.") || each.to().startsWith("com.google.errorprone.annotations.");
        }
        return library.isEverywhere()
                || library.packages().stream().anyMatch(allowed -> isWithin(from, allowed))
                || (library.stores() && isStore(each.from()));
    }

    /// Whether the class is a store or stands inside one.
    static boolean isStore(String className) {
        return outermost(className).endsWith("Store") && Layout.STORE_PACKAGES.contains(packageOf(className));
    }

    private static boolean mayImport(String from, String to) {
        return from.equals(to)
                || levelOf(to) < levelOf(from)
                || Layout.EDGES.stream()
                        .anyMatch(edge -> edge.from().equals(from) && edge.to().equals(to));
    }

    private static int levelOf(String name) {
        return Layout.LEVELS.indexOf(Layout.LEVELS.stream()
                .filter(level -> level.contains(name))
                .findFirst()
                .orElse(List.of()));
    }

    private static boolean isPlatform(String className) {
        return PLATFORM.stream().anyMatch(className::startsWith);
    }

    static boolean isOurs(String className) {
        return className.startsWith(Layout.ROOT + ".");
    }

    /// Whether a package is `outer` or stands below it.
    static boolean isWithin(String name, String outer) {
        return name.equals(outer) || name.startsWith(outer + ".");
    }

    /// The package of one of our classes, without the root's name.
    public static String packageOf(String className) {
        String name = className.substring(0, Math.max(0, className.lastIndexOf('.')));
        return name.equals(Layout.ROOT) ? "" : name.substring(Math.min(name.length(), Layout.ROOT.length() + 1));
    }

    private static String outermost(String className) {
        return Stream.of(className.split("\\$", 2)).findFirst().orElse(className);
    }
}
