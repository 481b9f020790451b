package dev.freshet.retrieval;

import java.util.List;

/// The stretch of candidates that is ranked for a page (contract §14.4): `ceil(64 / page_size) * page_size`
/// candidates, so that several pages share one ranking; a page size of 1 has windows of 1.
///
/// @param size candidates in it
/// @param offset candidates before it
/// @param start place of the page within it
/// @param pageSize chunks of the page
record Window(int size, int offset, int start, int pageSize) {
    private static final int CANDIDATES = 64;

    static Window of(int page, int pageSize) {
        int size = pageSize == 1 ? 1 : Math.ceilDiv(CANDIDATES, pageSize) * pageSize;
        int before = Math.multiplyExact(page - 1, pageSize);
        int offset = before / size * size;
        return new Window(size, offset, before - offset, pageSize);
    }

    <T> List<T> page(List<T> ranked) {
        int from = Math.min(start, ranked.size());
        return ranked.subList(from, Math.min(start + pageSize, ranked.size()));
    }
}
