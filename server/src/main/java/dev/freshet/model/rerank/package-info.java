/// Rerankers over HTTP: a question and passages go in, one score for each passage comes out (contract §15).
///
/// [dev.freshet.model.rerank.RerankDriver] makes a model of an endpoint. Providers differ in address, request,
/// answer, length of texts and scale of scores: `RerankAddress` knows the first, `RerankWire` the next two,
/// `RerankScale` the last; `HttpRerankModel` puts them together. Where RAGFlow 0.23 calls a provider in a way
/// that is a mistake, it is called rightly, unless a setting asks for the old form.
@NullMarked
package dev.freshet.model.rerank;

import org.jspecify.annotations.NullMarked;
