package dev.freshet.chat.statistics;

import java.time.LocalDate;

/// What happened in the sessions that began on a day.
///
/// @param day in UTC
/// @param sessions how many there are
/// @param users how many different users they have
/// @param tokens of all models' calls
/// @param seconds that all answers took
/// @param rounds questions a session, on average
/// @param likes answers that somebody liked
public record DayUsage(LocalDate day, int sessions, int users, long tokens, double seconds, double rounds, int likes) {}
