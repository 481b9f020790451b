package dev.freshet.blob;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Keeps the bytes of uploaded files. Every call blocks; none may be made on an event loop.
public interface BlobStore {

    /// Where an upload is written before it is put: a new empty file that [#put] can take over without
    /// copying.
    Path createTemporary();

    /// Takes the file over; it no longer exists under its old name afterwards. When the call returns, the bytes
    /// survive a crash.
    ///
    /// @return the location, at most 512 characters, that means something to this store alone
    String put(Path temporary);

    /// The bytes from the start.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when nothing is kept at the location
    InputStream open(String location);

    /// The bytes as a file that may be read but not changed, for programs that need one.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when nothing is kept at the location
    Path file(String location);

    /// How many bytes are kept.
    ///
    /// @throws dev.freshet.core.AppException.Rejected when nothing is kept at the location
    long size(String location);

    /// The locations of what was put before the moment, in no order.
    List<String> putBefore(Instant moment);

    /// Forgets the bytes; a location where nothing is kept is passed over.
    void delete(String location);
}
