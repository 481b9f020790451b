/// Benchmarks of what is private to this package.
@org.jspecify.annotations.NullMarked
package dev.freshet.model.openai;
