/// A laboratory that anyone can set up with one command: a scripted model, a Freshet server in a process of its own
/// with its own temporary data folder, three real documents, an assistant, and every kind of token.
///
/// Everything listens on 127.0.0.1 on free ports, and the server is ended by its own process id. It is set up
/// through the same HTTP API as any client would use. Start with [dev.freshet.bench.lab.Lab].
@NullMarked
package dev.freshet.bench.lab;

import org.jspecify.annotations.NullMarked;
