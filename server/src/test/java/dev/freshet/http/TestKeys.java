package dev.freshet.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/// A key with a certificate for 127.0.0.1 that it signed itself.
record TestKeys(Path file) {
    static final String PASSWORD = "password";

    static TestKeys generate(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> key = List.of(keytool, "-genkeypair", "-keyalg", "EC", "-alias", "server");
        List<String> owner = List.of("-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-ext", "bc:c");
        List<String> store = List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD);
        Process process = new ProcessBuilder(List.of(key, owner, store).stream()
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        if (process.waitFor() != 0) {
            throw new AssertionError("keytool made no key");
        }
        return new TestKeys(file);
    }
}
