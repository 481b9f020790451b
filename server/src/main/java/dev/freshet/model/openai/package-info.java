/// Models behind OpenAI's HTTP interface, which most providers speak.
///
/// [dev.freshet.model.openai.OpenAiDriver] makes models of endpoints. A streamed answer arrives as bytes on the
/// event loop of its client: [dev.freshet.model.openai.SseScanner] finds the events in them,
/// [dev.freshet.model.openai.DeltaScanner] the text in the events, without building a tree or a string, and the
/// sink gets it in the same pass. Read `OpenAiChatModel` and `ChatStream` first.
@NullMarked
package dev.freshet.model.openai;

import org.jspecify.annotations.NullMarked;
