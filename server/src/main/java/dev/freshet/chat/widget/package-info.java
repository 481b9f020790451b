/// Where an assistant's widget may be shown: the origins of web pages that its owner has listed.
///
/// In go a tenant and an assistant, out comes a [dev.freshet.chat.widget.WidgetOrigins], which knows whether a page
/// may ask and what a content policy says about frames. An assistant without a list is open to all pages, as in the
/// system that this wire comes from. Start with [dev.freshet.chat.widget.WidgetOrigins].
@NullMarked
package dev.freshet.chat.widget;

import org.jspecify.annotations.NullMarked;
