/// How the bytes of a stream leave: HTTP/1.1's chunks, written past the library's encoder.
///
/// A [dev.freshet.http.out.ChunkedOutput] belongs to one response on one connection. It frames what it is
/// given into one buffer and asks its loop's [dev.freshet.http.out.FlushPass] to send it, so that whatever comes
/// in one pass of the loop goes out in one write. Head and end of the response stay with the library, and so do
/// keep-alive and the notice that a client has left. Everything here is used on its loop alone.
@NullMarked
package dev.freshet.http.out;

import org.jspecify.annotations.NullMarked;
