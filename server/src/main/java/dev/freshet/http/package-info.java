/// HTTP without a domain word: requests come in on event loops and are handled on virtual threads; one caller
/// goes out.
///
/// [dev.freshet.http.Router] maps a method and a path to a handler that turns a [dev.freshet.http.Request]
/// into a [dev.freshet.http.Response]. [dev.freshet.http.EventStream] is the client's end of a server-sent
/// event stream and lives on an [dev.freshet.http.EventLoop]. [dev.freshet.http.HttpCaller] is the only way
/// out.
@NullMarked
package dev.freshet.http;

import org.jspecify.annotations.NullMarked;
