/// The rules of the code that the compiler does not know, each as a plain function from what was found to a
/// list of sentences about what breaks it.
///
/// [dev.freshet.architecture.Layout] is the data: levels, edges, libraries and the listed exceptions, each
/// with its reason. [dev.freshet.architecture.PackageRules], [dev.freshet.architecture.TypeRules] and
/// [dev.freshet.architecture.SourceRules] read classes or sources. `ArchitectureTest` applies them to the
/// product; the tests here show that each rule can fail.
@NullMarked
package dev.freshet.architecture;

import org.jspecify.annotations.NullMarked;
