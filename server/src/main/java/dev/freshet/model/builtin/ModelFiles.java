package dev.freshet.model.builtin;

import dev.freshet.core.AppException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Files of the class path that must lie on the disk before native code can use them; each is copied once and
/// found again at the next start.
///
/// @param folder where they are put, inside the data folder
record ModelFiles(Path folder) {

    /// The ONNX runtime's version is part of the folder's name, so that an update brings its own libraries.
    private static final String LIBRARIES = "onnxruntime-1.26.0";

    /// The network, opened from a file: as a byte array it would cost its size twice.
    Path network() {
        return copy("/bge-small-en-v1.5-q.onnx", folder);
    }

    /// The tokenizer's vocabulary, read straight from the class path.
    Vocabulary vocabulary() {
        try (InputStream file = resource("/bge-small-en-v1.5-q-tokenizer.json").openStream()) {
            return Vocabulary.read(file);
        } catch (IOException error) {
            throw new AppException.Broken("the tokenizer file cannot be read", error);
        }
    }

    /// The ONNX runtime's native libraries; null where it brings none for this machine, and looks for its own.
    /// Left to itself the runtime would copy them into the temporary folder at every start.
    @Nullable
    Path nativeLibraries() {
        String platform = "/ai/onnxruntime/native/" + platform() + "/";
        if (ModelFiles.class.getResource(platform + "libonnxruntime.so") == null) {
            return null;
        }
        Path target = folder.resolve(LIBRARIES);
        copy(platform + "libonnxruntime.so", target);
        copy(platform + "libonnxruntime4j_jni.so", target);
        return target;
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "");
        return (system.contains("linux") ? "linux" : system) + "-" + (machine.equals("amd64") ? "x64" : machine);
    }

    private static Path copy(String resource, Path folder) {
        Path target = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        try {
            URLConnection source = resource(resource).openConnection();
            if (Files.exists(target) && Files.size(target) == source.getContentLengthLong()) {
                return target;
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part", ".tmp");
            try (InputStream bytes = source.getInputStream()) {
                Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException error) {
            throw new AppException.Broken("cannot put " + target + " in place", error);
        }
    }

    private static URL resource(String name) {
        URL resource = ModelFiles.class.getResource(name);
        if (resource == null) {
            throw new AppException.Broken("the program is incomplete: " + name + " is missing", null);
        }
        return resource;
    }
}
