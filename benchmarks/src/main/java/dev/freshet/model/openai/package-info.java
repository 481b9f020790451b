/// Benchmarks of what is private to the package of this name in the server.
///
/// [dev.freshet.model.openai.ScannerBenchmark] takes the text out of one event of a provider's stream, by the
/// scanner and by a JSON tree. It is run by `benchmarks/run micro-scanner`; nothing of the product comes here.
/// Whatever else of that package needs a benchmark stands beside it.
@NullMarked
package dev.freshet.model.openai;

import org.jspecify.annotations.NullMarked;
