package dev.freshet.config;

import dev.freshet.core.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What values of a setting look like.
///
/// @param words completes "must be ..."; also stands in the reference
/// @param parse turns a text into a value; empty when it is none of this kind
/// @param hidden whether the text may never be shown
public record ValueKind<T>(String words, Function<String, Optional<T>> parse, boolean hidden) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12}) ?(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,15}) ?(B|KiB|MiB|GiB)?");
    private static final long KIBIBYTE = 1024;

    private static <T> ValueKind<T> of(String words, Function<String, Optional<T>> parse) {
        return new ValueKind<>(words, parse, false);
    }

    /// Any text, the empty one too.
    public static ValueKind<String> text() {
        return of("a text", Optional::of);
    }

    /// A text that is never printed.
    public static ValueKind<Secret> secret() {
        return new ValueKind<>("a text, never shown", text -> Optional.of(new Secret(text)), true);
    }

    /// A text of at least one character that is not blank.
    public static ValueKind<String> word() {
        return of("a text that is not empty", text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip()));
    }

    public static ValueKind<Boolean> flag() {
        return of("`true` or `false`", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    public static ValueKind<Integer> integer(int least, int most) {
        return of(
                "a whole number from " + least + " to " + most,
                text -> wholeNumber(text)
                        .filter(number -> number >= least && number <= most)
                        .map(Long::intValue));
    }

    /// A time with its unit, such as `500ms`, `60s`, `10m`, `24h` or `30d`.
    public static ValueKind<Duration> duration(Duration least, Duration most) {
        return of(
                "a time from " + show(least) + " to " + show(most) + ", such as `500ms`, `60s`, `10m` or `24h`",
                text -> durationOf(text).filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0));
    }

    /// A number of bytes, with or without a unit: `1048576`, `1024 KiB`, `1 MiB`.
    public static ValueKind<Long> bytes(long least, long most) {
        return of(
                "a size from " + showBytes(least) + " to " + showBytes(most) + ", such as `64 KiB` or `1 GiB`",
                text -> bytesOf(text).filter(value -> value >= least && value <= most));
    }

    /// A path, relative to the folder that the server is started in.
    public static ValueKind<Path> path() {
        return of("a path", ValueKind::pathOf);
    }

    /// A readable file; the empty path where there is none.
    public static ValueKind<Path> fileOrNone() {
        return of(
                "the path of a readable file",
                text -> text.isEmpty()
                        ? Optional.of(Path.of(""))
                        : pathOf(text).filter(file -> Files.isRegularFile(file) && Files.isReadable(file)));
    }

    /// An address of a web service.
    public static ValueKind<URI> webAddress() {
        return of("an address that begins with `http://` or `https://`", text -> {
            try {
                URI address = new URI(text.strip());
                boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
                return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
            } catch (URISyntaxException malformed) {
                return Optional.empty();
            }
        });
    }

    /// Addresses of web services, separated by commas; none at all too.
    public static ValueKind<List<URI>> webAddresses() {
        ValueKind<URI> one = webAddress();
        return of("addresses that begin with `http://` or `https://`, separated by commas", text -> {
            List<Optional<URI>> each = Arrays.stream(text.split(","))
                    .filter(part -> !part.isBlank())
                    .map(one.parse())
                    .toList();
            return each.stream().allMatch(Optional::isPresent)
                    ? Optional.of(each.stream().flatMap(Optional::stream).toList())
                    : Optional.empty();
        });
    }

    /// One of an enum's constants in lower case.
    public static <E extends Enum<E>> ValueKind<E> oneOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String words = Arrays.stream(constants)
                .map(constant -> "`" + wordOf(constant) + "`")
                .collect(Collectors.joining(", ", "one of ", ""));
        return of(
                words,
                text -> Arrays.stream(constants)
                        .filter(constant -> wordOf(constant).equals(text))
                        .findFirst());
    }

    private static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Long> wholeNumber(String text) {
        return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Optional<Path> pathOf(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()));
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> durationOf(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Optional.of(Duration.ofMillis(amount));
            case "s" -> Optional.of(Duration.ofSeconds(amount));
            case "m" -> Optional.of(Duration.ofMinutes(amount));
            case "h" -> Optional.of(Duration.ofHours(amount));
            default -> Optional.of(Duration.ofDays(amount));
        };
    }

    private static Optional<Long> bytesOf(String text) {
        Matcher matcher = BYTES.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        long unit = switch (String.valueOf(matcher.group(2))) {
            case "KiB" -> KIBIBYTE;
            case "MiB" -> KIBIBYTE * KIBIBYTE;
            case "GiB" -> KIBIBYTE * KIBIBYTE * KIBIBYTE;
            default -> 1;
        };
        return amount > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(amount * unit);
    }

    private static String show(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSeconds() % 60 != 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.isZero()) {
            return "0s";
        }
        return duration.toMinutes() % 60 == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
    }

    private static String showBytes(long bytes) {
        String[] units = {" B", " KiB", " MiB", " GiB"};
        int unit = 0;
        long amount = bytes;
        while (unit < units.length - 1 && amount >= KIBIBYTE && amount % KIBIBYTE == 0) {
            amount /= KIBIBYTE;
            unit++;
        }
        return amount + units[unit];
    }
}
