/// Benchmarks: one class per budget, run by hand, results kept as dated files.
@NullMarked
package dev.freshet.benchmarks;

import org.jspecify.annotations.NullMarked;
