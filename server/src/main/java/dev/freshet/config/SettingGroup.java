package dev.freshet.config;

import java.util.List;

/// The settings of one concern, as they stand together in the reference.
///
/// @param title what they are about
/// @param settings in the order of the reference
public record SettingGroup(String title, List<Setting<?>> settings) {}
