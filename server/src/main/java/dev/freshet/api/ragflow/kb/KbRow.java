package dev.freshet.api.ragflow.kb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.account.Account;
import dev.freshet.api.ragflow.dataset.DatasetWire;
import dev.freshet.dataset.Dataset;

/// A dataset under its names of storage.
final class KbRow {
    private KbRow() {}

    static ObjectNode of(Dataset dataset) {
        return DatasetWire.stored(dataset);
    }

    /// A row of the list, with whom it belongs to.
    static ObjectNode listed(Dataset dataset, Account owner) {
        return of(dataset).put("nickname", owner.nickname()).put("tenant_avatar", owner.avatar());
    }
}
