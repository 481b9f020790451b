/// Numbers about conversations from outside: those of widgets and of the legacy API.
///
/// Each session counts its rounds, tokens and seconds when an answer is stored; here they are added up by the day on
/// which the session began. In go a tenant and a span of time, out come
/// [dev.freshet.chat.statistics.DayUsage]s in order. Start with [dev.freshet.chat.statistics.UsageStore].
@NullMarked
package dev.freshet.chat.statistics;

import org.jspecify.annotations.NullMarked;
