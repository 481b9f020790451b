package dev.freshet.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVaultTest {
    @TempDir
    Path folder;

    @Test
    void opensAfterARestartWhatWasSealedBefore() {
        String sealed = KeyVault.open(folder).seal(new Secret("sk-日本-1234"));
        assertThat(KeyVault.open(folder).unseal(sealed).reveal()).isEqualTo("sk-日本-1234");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTimeAndNeverInTheClear() {
        KeyVault vault = KeyVault.open(folder);
        String first = vault.seal(new Secret("sk-1234567890"));
        assertThat(vault.seal(new Secret("sk-1234567890"))).isNotEqualTo(first);
        assertThat(first).doesNotContain("sk-");
    }

    @Test
    void keepsAnEmptySecretEmpty() {
        KeyVault vault = KeyVault.open(folder);
        assertThat(vault.seal(new Secret(""))).isEmpty();
        assertThat(vault.unseal("").isEmpty()).isTrue();
    }

    @Test
    void onlyTheOwnerReadsTheKeyFile() throws IOException {
        KeyVault.open(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesWhatWasChangedOrSealedElsewhere(@TempDir Path other) {
        KeyVault vault = KeyVault.open(folder);
        String sealed = vault.seal(new Secret("sk-1"));
        assertThatThrownBy(() -> KeyVault.open(other).unseal(sealed)).isInstanceOf(AppException.Broken.class);
        String changed = sealed.substring(0, 8) + (sealed.charAt(8) == 'A' ? 'B' : 'A') + sealed.substring(9);
        assertThatThrownBy(() -> vault.unseal(changed)).isInstanceOf(AppException.Broken.class);
        assertThatThrownBy(() -> vault.unseal("plain")).isInstanceOf(AppException.Broken.class);
    }

    @Test
    void refusesADamagedKeyFile() throws IOException {
        Files.write(folder.resolve("secret.key"), new byte[5]);
        assertThatThrownBy(() -> KeyVault.open(folder)).isInstanceOf(AppException.Broken.class);
    }
}
