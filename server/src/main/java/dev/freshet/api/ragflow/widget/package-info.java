/// Chat widgets on RAGFlow's wire (contract §10): a web page asks an assistant with the beta token of an API key.
///
/// A token opens the assistants of its own tenant, or only the one that its key is bound to. Sessions of widgets are
/// a kind of their own, shared with the legacy routes, so that statistics can tell them from others. An assistant's
/// owner may list the origins whose pages may show it; pages of others are refused. Start with
/// [dev.freshet.api.ragflow.widget.WidgetRoutes].
@NullMarked
package dev.freshet.api.ragflow.widget;

import org.jspecify.annotations.NullMarked;
