package dev.freshet;

import dev.freshet.account.Account;
import dev.freshet.account.AccountStore;
import dev.freshet.account.TenantErasureStore;
import dev.freshet.core.AppException;
import dev.freshet.core.DatasetId;
import dev.freshet.core.Id.FileId;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.DatasetQuery;
import dev.freshet.dataset.edit.DatasetEditor;
import java.util.List;

/// Removes a user with everything that the user's tenant owns. The account goes last: a removal that was cut off can
/// be done again.
final class UserRemoval {
    private final Storage storage;

    UserRemoval(Storage storage) {
        this.storage = storage;
    }

    /// Removes the user with this address.
    ///
    /// @return what was done, in a sentence
    /// @throws AppException.Rejected when nobody has the address
    String remove(String email) {
        Account account = new AccountStore(storage.db)
                .findByAddress(email)
                .orElseThrow(() -> AppException.notFound("No user has the address " + email + "."));
        int datasets = removeDatasets(account.tenant());
        removeFiles(account.tenant());
        new TenantErasureStore(storage.db).erase(account);
        return "The user " + account.email() + " is deleted, with " + datasets
                + " datasets and all files, assistants, conversations and keys.";
    }

    private int removeDatasets(TenantId tenant) {
        List<DatasetId> ids = storage.datasets.list(tenant, DatasetQuery.all(), Page.all()).rows().stream()
                .map(Dataset::id)
                .toList();
        return new DatasetEditor(storage.datasets, storage.sync, storage.blobs).delete(tenant, ids);
    }

    private void removeFiles(TenantId tenant) {
        FileId root = storage.files.root(tenant).id();
        storage.files.delete(tenant, List.of(root)).forEach(storage.blobs::delete);
    }
}
