package dev.freshet.config;

/// A value that somebody set.
///
/// @param name of the setting as it was written; may name none
/// @param text the value
/// @param origin where it was set, in the words of a message: an option, a variable, a line of a file
record Given(String name, String text, String origin) {}
