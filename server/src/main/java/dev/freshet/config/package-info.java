/// Everything that can be set, as one typed record tree: options, variables and a YAML file go in,
/// [dev.freshet.config.Settings] comes out, or all mistakes at once.
///
/// Each setting is declared once, as a [dev.freshet.config.Setting] in the group of its concern (`...Group`);
/// loader, reference page and variable names follow from the declaration. The records that the groups fill
/// live next to their users in the packages below, which know nothing of where values come from. Start with
/// [dev.freshet.config.SettingsLoader].
@NullMarked
package dev.freshet.config;

import org.jspecify.annotations.NullMarked;
