package dev.freshet.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals secrets that have to be stored and used again, such as a provider's key: AES-256-GCM with a key that
/// lies in the data folder beside the database, readable by its owner alone. A copy of the database without
/// that file gives no secret away. Thread-safe.
public final class KeyVault {
    private static final String FILE = "secret.key";
    private static final String FORM = "v1:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    private KeyVault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// Opens the vault with the key in the data folder, which is made when it is missing.
    ///
    /// @throws AppException.Broken when the key file cannot be read or written, or is none of ours
    public static KeyVault open(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(dataFolder);
                create(file);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new AppException.Broken("the key file " + FILE + " is damaged", null);
            }
            return new KeyVault(key);
        } catch (IOException error) {
            throw new AppException.Broken("the key file " + FILE + " cannot be used", error);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Set<StandardOpenOption> once = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, once, ownerOnly())) {
            channel.write(ByteBuffer.wrap(key));
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /// The sealed form of a secret, plain ASCII; each call gives another one. Of an empty secret the empty
    /// text.
    public String seal(Secret secret) {
        if (secret.isEmpty()) {
            return "";
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, secret.reveal().getBytes(StandardCharsets.UTF_8));
        byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return FORM + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /// The secret that [#seal] was given.
    ///
    /// @throws AppException.Broken when the text was sealed with another key or was changed
    public Secret unseal(String sealed) {
        if (sealed.isEmpty()) {
            return new Secret("");
        }
        if (!sealed.startsWith(FORM)) {
            throw new AppException.Broken("a stored secret has an unknown form", null);
        }
        ByteBuffer whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed.substring(FORM.length())));
        byte[] nonce = new byte[NONCE_BYTES];
        whole.get(nonce);
        byte[] rest = new byte[whole.remaining()];
        whole.get(rest);
        return new Secret(new String(apply(Cipher.DECRYPT_MODE, nonce, rest), StandardCharsets.UTF_8));
    }

    private byte[] apply(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException error) {
            throw new AppException.Broken("a stored secret does not fit the key file of this data folder", error);
        }
    }

    /// The SHA-256 of a random token as 64 hex digits: enough to look it up by, and no way back.
    public static String fingerprint(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException("every Java has SHA-256", error);
        }
    }
}
