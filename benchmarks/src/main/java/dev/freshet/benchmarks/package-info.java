/// Measurements of the product, one class per budget.
///
/// They compile with every build but run by hand only, because a busy machine would make them lie. What they
/// print goes into dated files under `benchmarks/results`, with the machine and the command that made them.
/// Nothing in the product imports this package.
@NullMarked
package dev.freshet.benchmarks;

import org.jspecify.annotations.NullMarked;
