package dev.freshet.profile;

import dev.freshet.core.TenantId;
import dev.freshet.http.Network;
import dev.freshet.observe.Metrics;
import dev.freshet.observe.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A process with an event loop and virtual threads. The first argument says what it does wrong: `block`, `pin`, or
/// nothing. It says `ready` and goes on until its input ends.
public final class ProfiledProgram {
    private ProfiledProgram() {}

    public static void main(String... arguments) throws Exception {
        Network network = Network.open(1);
        Timing timing = new Timing(new Metrics(), () -> 1);
        Thread.ofVirtual().start(() -> work(arguments[0], network, timing));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void work(String wrong, Network network, Timing timing) {
        for (int round = 0; true; round++) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            timing.step("search", Duration.ofMillis(3), new Timing.Cause(new TenantId("t"), Optional.empty()));
            network.nextLoop().run(() -> compute(wrong.equals("block")));
            if (wrong.equals("pin")) {
                pin(round);
            }
        }
    }

    /// Takes long enough for a profiler that looks every few milliseconds.
    private static void compute(boolean blocks) {
        if (blocks) {
            LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
        }
        double sum = 0;
        for (int i = 1; i < 2_000_000; i++) {
            sum += Math.sqrt(i);
        }
        if (sum < 0) {
            throw new IllegalStateException("a sum of roots is positive");
        }
    }

    /// A class initialiser stands on a native frame, and a virtual thread that waits above one keeps its carrier.
    /// Each class is initialised once, so each loader brings another one.
    private static void pin(int round) {
        try (Loader loader = new Loader("round " + round)) {
            Class.forName(Sleeper.class.getName(), true, loader);
        } catch (ReflectiveOperationException | java.io.IOException error) {
            throw new IllegalStateException(error);
        }
    }

    /// Sleeps while it is initialised.
    static final class Sleeper {
        static {
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
        }

        private Sleeper() {}
    }

    private static final class Loader extends java.net.URLClassLoader {
        private Loader(String name) {
            super(
                    name,
                    new java.net.URL[] {
                        ProfiledProgram.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    null);
        }
    }
}
