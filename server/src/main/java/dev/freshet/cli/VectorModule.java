package dev.freshet.cli;

/// The JVM's vector instructions, which stand in an incubator module that a manifest cannot ask for.
final class VectorModule {
    private VectorModule() {}

    /// Says how to start when somebody ran the jar by hand.
    static void warnIfMissing() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            System.err.println("Vector search is several times slower this way;"
                    + " start with ./freshet, or add --add-modules jdk.incubator.vector to java.");
        }
    }
}
