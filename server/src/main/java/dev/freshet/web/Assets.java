package dev.freshet.web;

import dev.freshet.core.AppException;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files of the jar that browsers may have: those of the app, and the libraries that it is made with.
///
/// A file of the app is found by its name, which can only be a plain one; a library stands in the table of
/// [Libraries]. Each is read and compressed at its first use.
final class Assets {
    private static final String FOLDER = "/web/";
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+/){0,3}[a-z0-9-]+(\\.[a-z]{2,5}){1,2}");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    /// A file of our own.
    ///
    /// @param name its path under the folder `web` of the jar, such as `app/pages/chat.js`
    Optional<Asset> own(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return asset(name, () -> {
            byte[] bytes = read(FOLDER + name);
            return bytes == null ? null : new Asset(type, bytes);
        });
    }

    /// A file of our own that cannot be missing.
    Asset known(String name) {
        return own(name).orElseThrow(() -> new AppException.Broken("the jar lacks " + FOLDER + name, null));
    }

    /// A library.
    ///
    /// @param name one of [Libraries], such as `preact.js`
    Optional<Asset> library(String name) {
        return asset(
                "lib/" + name,
                () -> Libraries.read(name)
                        .map(bytes -> new Asset("text/javascript; charset=utf-8", bytes))
                        .orElse(null));
    }

    private Optional<Asset> asset(String key, Supplier<@Nullable Asset> source) {
        Asset known = loaded.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Asset asset = source.get();
        if (asset != null) {
            loaded.put(key, asset);
        }
        return Optional.ofNullable(asset);
    }

    /// The browser's copy of an asset, or that there is none.
    static Response answer(Optional<Asset> asset, Request request) {
        return asset.map(found -> found.answer(request)).orElseGet(() -> Response.text(404, "not found"));
    }

    /// A file of the class path that cannot be missing.
    static byte[] needed(String resource) {
        byte[] bytes = read(resource);
        if (bytes == null) {
            throw new AppException.Broken("the jar lacks " + resource, null);
        }
        return bytes;
    }

    private static byte @Nullable [] read(String resource) {
        try (InputStream file = Assets.class.getResourceAsStream(resource)) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException error) {
            throw new AppException.Broken("the jar cannot be read", error);
        }
    }
}
