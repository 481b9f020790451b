/// Text as search and models see it: analysed terms in Chinese and English, identifiers kept whole, tokens
/// counted.
///
/// [dev.freshet.text.TokenCounter] counts cl100k tokens; the analyser makes the terms that are stored with a
/// chunk and the terms of a question, by one set of rules.
@NullMarked
package dev.freshet.text;

import org.jspecify.annotations.NullMarked;
