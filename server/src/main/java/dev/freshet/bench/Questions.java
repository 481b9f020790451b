package dev.freshet.bench;

import java.util.List;

/// What is asked. Each question is asked once only: a number in it keeps caches from answering.
final class Questions {
    private static final List<String> KINDS = List.of(
            "What is the daily meal allowance in 2026 for a full day away, case %d?",
            "What does E-4071 mean in ticket %d?",
            "How often must passwords be changed, question %d?",
            "Who is called when station %d does not answer?",
            "How many days of holiday are there, person %d?",
            "What has to be done on the first day of colleague %d?");

    private Questions() {}

    static String of(long number) {
        return KINDS.get((int) (number % KINDS.size())).formatted(number);
    }
}
