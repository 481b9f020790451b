package dev.freshet.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaWildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a type may look like and what it may call.
public final class TypeRules {
    private static final Set<String> ASYNCHRONOUS = Set.of(
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Flow",
            "java.lang.ThreadLocal",
            "java.lang.InheritableThreadLocal",
            "io.vertx.core.Future",
            "io.vertx.core.Promise");

    private static final Set<String> FAN_OUT =
            Set.of("parallelStream", "parallel", "invokeAll", "invokeAny", "shutdownNow");

    private static final Set<String> OWNERS = Set.of(Layout.ROOT + ".core.TenantId", Layout.ROOT + ".core.UserId");

    private TypeRules() {}

    /// Free maps and JSON trees in fields and signatures outside the packages that may have them.
    public static List<String> untypedSignatures(JavaClasses classes) {
        return members(classes)
                .filter(member -> !isWithinAny(member.getOwner(), Layout.UNTYPED_ALLOWED))
                .filter(member -> signature(member).anyMatch(TypeRules::isUntyped))
                .map(member -> member.getFullName() + " has a free map or a JSON tree in its signature")
                .toList();
    }

    /// Futures, reactive types and thread locals away from the token path.
    public static List<String> asynchronousTypes(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !isWithinAny(type, Layout.ASYNCHRONOUS_ALLOWED))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isAsynchronous(dependency.getTargetClass().getName()))
                .map(dependency -> dependency.getOriginClass().getName() + " uses "
                        + dependency.getTargetClass().getName())
                .distinct()
                .toList();
    }

    private static boolean isAsynchronous(String name) {
        return ASYNCHRONOUS.stream().anyMatch(banned -> name.equals(banned) || name.startsWith(banned + "$"))
                || name.startsWith("org.reactivestreams.");
    }

    /// Ways of doing several things at once, or of stopping threads, that go past `core.Parallel`.
    public static List<String> fanOutCalls(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> FAN_OUT.contains(call.getName()))
                .filter(call -> call.getTargetOwner().getName().startsWith("java.util."))
                .map(call -> call.getOrigin().getFullName() + " calls " + call.getName())
                .toList();
    }

    /// Methods that lock their whole object.
    public static List<String> synchronizedMethods(JavaClasses classes) {
        return members(classes)
                .filter(member -> member.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                .map(member -> member.getFullName() + " is synchronized; use a ReentrantLock")
                .toList();
    }

    /// Static fields that can be set again.
    public static List<String> staticState(JavaClasses classes) {
        return members(classes)
                .filter(JavaField.class::isInstance)
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.FINAL)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(field -> field.getFullName() + " is mutable static state")
                .toList();
    }

    /// Interfaces with fewer than two implementations that are no listed port and no shape for lambdas.
    public static List<String> needlessInterfaces(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isInterface() && !type.isAnnotation())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> !Layout.PORTS.containsKey(type.getName()))
                .filter(type -> !type.isAnnotatedWith(FunctionalInterface.class))
                .filter(type -> type.getAllSubclasses().stream()
                                .filter(other -> !other.isInterface() && classes.contain(other.getName()))
                                .count()
                        < 2)
                .map(type -> type.getName() + " is an interface with fewer than two implementations")
                .toList();
    }

    /// Refusals that are made where they are thrown, with a text of their own, and not declared in a catalog.
    public static List<String> undeclaredRefusals(JavaClasses classes) {
        return classes.stream()
                .filter(type -> Layout.CATALOGS.stream().noneMatch(type.getSimpleName()::endsWith))
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().getName().equals(Layout.ROOT + "." + Layout.REFUSAL))
                .filter(access -> access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                        || access.getTarget().getRawReturnType().equals(access.getTargetOwner()))
                .map(access -> access.getOrigin().getFullName() + " makes a refusal; declare it in a catalog")
                .toList();
    }

    /// Public methods of stores that take an id but nothing that names its owner.
    public static List<String> ownerlessStoreMethods(JavaClasses classes) {
        return ownerlessMethods(classes.stream().filter(type -> PackageRules.isStore(type.getName())));
    }

    static List<String> ownerlessMethods(Stream<JavaClass> stores) {
        return stores.flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC) && takesOwnedId(method))
                .filter(method -> method.getParameterTypes().stream().noneMatch(TypeRules::namesOwner))
                .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                .filter(name -> !Layout.OWNERLESS.containsKey(name))
                .map(name -> name + " takes an id without its owner")
                .toList();
    }

    private static boolean takesOwnedId(JavaMethod method) {
        return method.getParameterTypes().stream()
                .flatMap(TypeRules::parts)
                .anyMatch(type -> type.isAssignableTo(Layout.ROOT + ".core.Id") && !OWNERS.contains(type.getName()));
    }

    /// An owner's id itself, or a record that has one among its components.
    private static boolean namesOwner(JavaType type) {
        return parts(type)
                .anyMatch(part -> OWNERS.contains(part.getName())
                        || (part.isAssignableTo(Record.class)
                                && part.getFields().stream()
                                        .anyMatch(field -> OWNERS.contains(
                                                field.getRawType().getName()))));
    }

    private static Stream<JavaMember> members(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getMembers().stream())
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        List<JavaType> types = new ArrayList<>(((JavaCodeUnit) member).getParameterTypes());
        types.add(((JavaCodeUnit) member).getReturnType());
        return types.stream();
    }

    private static boolean isUntyped(JavaType type) {
        JavaClass erasure = type.toErasure();
        if (erasure.isAssignableTo("com.fasterxml.jackson.core.TreeNode")) {
            return true;
        }
        if (!(type instanceof JavaParameterizedType parameterized)) {
            return false;
        }
        List<JavaType> arguments = parameterized.getActualTypeArguments();
        boolean freeMap = erasure.isAssignableTo(java.util.Map.class)
                && arguments.size() == 2
                && arguments.get(0).getName().equals("java.lang.String")
                && isObject(arguments.get(1));
        return freeMap || arguments.stream().anyMatch(TypeRules::isUntyped);
    }

    private static boolean isObject(JavaType type) {
        return type.getName().equals("java.lang.Object")
                || (type instanceof JavaWildcardType wildcard
                        && wildcard.getUpperBounds().isEmpty());
    }

    /// The type itself and all its type arguments, without their generics.
    private static Stream<JavaClass> parts(JavaType type) {
        Stream<JavaClass> self = Stream.of(type.toErasure());
        return type instanceof JavaParameterizedType parameterized
                ? Stream.concat(
                        self, parameterized.getActualTypeArguments().stream().flatMap(TypeRules::parts))
                : self;
    }

    private static boolean isWithinAny(JavaClass type, Set<String> packages) {
        String name = PackageRules.packageOf(type.getName());
        return packages.stream().anyMatch(allowed -> PackageRules.isWithin(name, allowed));
    }
}
