package dev.freshet;

import dev.freshet.account.Accounts;
import dev.freshet.account.Passwords;
import dev.freshet.config.Settings;
import dev.freshet.core.Secret;

/// What is done with users in the data folder of a server that does not run.
final class OfflineUsers {
    private OfflineUsers() {}

    /// Sets the password of the user with this address and ends the sign-in.
    ///
    /// @return what was done, in a sentence without the password
    static String setPassword(Settings settings, String email, Secret password) {
        try (Storage storage = Storage.open(settings);
                Passwords passwords = new Passwords()) {
            Accounts accounts = storage.accounts(settings.auth(), passwords);
            String address = accounts.resetPassword(email, password.reveal()).email();
            return "The password of " + address + " is set; who was signed in must sign in again.";
        }
    }
}
