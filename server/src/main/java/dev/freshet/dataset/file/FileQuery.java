package dev.freshet.dataset.file;

import dev.freshet.core.Id.FileId;
import dev.freshet.dataset.ListOrder;

/// What of a folder to list, and in which order.
///
/// @param keywords only names that contain this text, whatever the case of its letters; empty for all
/// @param order what to sort by
/// @param descending newest first
public record FileQuery(FileId folder, String keywords, ListOrder order, boolean descending) {}
