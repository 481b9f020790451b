package dev.freshet.account;

import dev.freshet.core.AppException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

/// Reads passwords as clients send them: base64 of RSA (PKCS#1 v1.5) of the base64 of the text, or the text
/// itself.
///
/// The form protects nothing that TLS does not; it is there because clients use it.
public final class PasswordTransport {
    private static final Base64.Encoder PEM_ENCODER = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final int RSA_BITS = 2048;

    private final RSAPrivateCrtKey privateKey;

    private PasswordTransport(RSAPrivateCrtKey privateKey) {
        this.privateKey = privateKey;
    }

    /// Uses the configured key, or the one in `ownKey`, which is made when it is not there.
    ///
    /// @throws AppException.Rejected when the configured file holds no RSA key in PKCS#8 form
    public static PasswordTransport open(Optional<Path> configured, Path ownKey) {
        try {
            Path file = configured.orElse(ownKey);
            if (configured.isEmpty() && Files.notExists(file)) {
                create(file);
            }
            return new PasswordTransport(read(file));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException error) {
            throw AppException.invalid("auth.passwordKey: " + configured.orElse(ownKey)
                    + " is no readable PKCS#8 PEM file with an RSA private key");
        }
    }

    /// The public half as PEM, for clients.
    public String publicKeyPem() {
        try {
            byte[] encoded = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()))
                    .getEncoded();
            return "-----BEGIN PUBLIC KEY-----\n" + PEM_ENCODER.encodeToString(encoded)
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException("every Java has RSA", error);
        }
    }

    /// The password as it is hashed: the base64 of the text, whichever form was sent.
    public String received(String sent) {
        return decrypted(sent)
                .orElseGet(() -> Base64.getEncoder().encodeToString(sent.getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether the text looks like a ciphertext of a key of this size, though not of ours.
    public boolean unreadable(String sent) {
        byte[] cipherText = decoded(sent);
        return cipherText.length == privateKey.getModulus().bitLength() / 8
                && decrypted(sent).isEmpty();
    }

    private Optional<String> decrypted(String sent) {
        byte[] cipherText = decoded(sent);
        if (cipherText.length != privateKey.getModulus().bitLength() / 8) {
            return Optional.empty();
        }
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, privateKey);
            return Optional.of(new String(cipher.doFinal(cipherText), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    /// Line breaks and other foreign characters inside the base64 are passed over.
    private static byte[] decoded(String sent) {
        try {
            return Base64.getMimeDecoder().decode(sent);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    private static RSAPrivateCrtKey read(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file)
                .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                .strip();
        byte[] encoded = Base64.getMimeDecoder().decode(pem);
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        if (key instanceof RSAPrivateCrtKey complete) {
            return complete;
        }
        throw new GeneralSecurityException("the key has no public half");
    }

    private static void create(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
        String pem =
                "-----BEGIN PRIVATE KEY-----\n" + PEM_ENCODER.encodeToString(encoded) + "\n-----END PRIVATE KEY-----\n";
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, pem, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
