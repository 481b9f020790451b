package dev.freshet.answer.admission;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A number of slots that are given out by the rule of [WaitingLine] to threads that wait for them. Virtual
/// threads wait here in plain blocking style; nothing is ever interrupted.
public final class FairGate {
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PLACES_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /// Assumed of how long a slot is held until one was given back.
    private static final Duration FIRST_GUESS = Duration.ofSeconds(5);

    /// The share that the latest observation has in the average.
    private static final double FRESHNESS = 0.1;

    private final String name;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingLine line;
    private final IdentityHashMap<WaitingLine.Ticket, Pass> waiting = new IdentityHashMap<>();
    private final IdentityHashMap<WaitingLine.Ticket, Integer> places = new IdentityHashMap<>();
    private long placesAt;
    private double meanHeldNanos = FIRST_GUESS.toNanos();

    /// @param name for messages: what the slots are for
    /// @param slots how many there are
    /// @param tenantLimit how many one tenant may hold; 0 for no such limit
    /// @param nanoTime the clock, on the scale of [System#nanoTime()]
    FairGate(String name, int slots, int tenantLimit, LongSupplier nanoTime) {
        this.name = name;
        this.line = new WaitingLine(slots, tenantLimit);
        this.nanoTime = nanoTime;
    }

    public int slots() {
        return locked(line::slots);
    }

    /// Slots that are held.
    public int taken() {
        return locked(line::taken);
    }

    /// How many wait.
    public int waiting() {
        return locked(line::waiting);
    }

    /// How long somebody would wait who came now, at the pace of late; zero while slots are free.
    public Duration expectedWait() {
        return locked(() -> line.taken() < line.slots() ? Duration.ZERO : expected(line.waiting() + 1));
    }

    /// Changes the number of slots; what is held stays held.
    void resize(int slots) {
        locked(() -> {
            line.resize(slots);
            grantFree();
            return null;
        });
    }

    /// Joins the line. The slot is waited for with [Pass#await].
    Pass enter(Asker asker) {
        return locked(() -> {
            WaitingLine.Ticket ticket = line.enter(asker);
            Pass pass = new Pass(ticket, nanoTime.getAsLong());
            waiting.put(ticket, pass);
            grantFree();
            return pass;
        });
    }

    private void grantFree() {
        Optional<WaitingLine.Ticket> next = line.next();
        while (next.isPresent()) {
            Pass pass = waiting.remove(next.get());
            if (pass == null) {
                throw new IllegalStateException("somebody waits in the line who is not known at the gate");
            }
            pass.granted();
            next = line.next();
        }
    }

    private Duration expected(int position) {
        return Duration.ofNanos((long) (meanHeldNanos * position / Math.max(1, line.slots())));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private enum State {
        WAITING,
        HELD,
        GONE
    }

    /// One wait for a slot and, if it is granted, the slot.
    final class Pass {
        private final WaitingLine.Ticket ticket;
        private final Condition change = lock.newCondition();
        private final long enteredAt;
        private State state = State.WAITING;
        private long grantedAt;

        private Pass(WaitingLine.Ticket ticket, long enteredAt) {
            this.ticket = ticket;
            this.enteredAt = enteredAt;
        }

        /// Waits until the slot is granted.
        ///
        /// @param told hears where this stands: when it has to wait, and once a second what has changed; null
        ///     for nobody
        /// @throws AppException.Rejected with [ErrorCode#CANCELLED] after [#abandon()], which the deadline's
        ///     cancellation does too
        /// @throws AppException.Exhausted when the deadline passes first; the place in the line is given up
        void await(Deadline deadline, @Nullable Consumer<QueuePlace> told) {
            Runnable forget = deadline.onCancelled(this::abandon);
            try {
                awaitTelling(deadline, told);
            } finally {
                forget.run();
            }
        }

        private void awaitTelling(Deadline deadline, @Nullable Consumer<QueuePlace> told) {
            int lastTold = 0;
            while (true) {
                Optional<QueuePlace> place = awaitChange(deadline, lastTold, told != null);
                if (place.isEmpty()) {
                    return;
                }
                if (told != null && place.get().position() != lastTold) {
                    lastTold = place.get().position();
                    told.accept(place.get());
                }
            }
        }

        /// How long the slot was waited for.
        Duration waited() {
            return Duration.ofNanos(grantedAt - enteredAt);
        }

        /// Leaves the line; a slot that is held already stays held. From any thread.
        void abandon() {
            locked(() -> {
                if (state == State.WAITING) {
                    line.leave(ticket);
                    waiting.remove(ticket);
                    state = State.GONE;
                    change.signal();
                }
                return null;
            });
        }

        /// Gives the slot back, or the place in the line; once or often.
        void close() {
            locked(() -> {
                if (state == State.WAITING) {
                    abandon();
                } else if (state == State.HELD) {
                    line.release(ticket);
                    meanHeldNanos += FRESHNESS * (nanoTime.getAsLong() - grantedAt - meanHeldNanos);
                    state = State.GONE;
                    grantFree();
                }
                return null;
            });
        }

        /// Empty when the slot is held, else the place in the line after a while; the first time at once.
        private Optional<QueuePlace> awaitChange(Deadline deadline, int lastTold, boolean reported) {
            lock.lock();
            try {
                if (lastTold > 0 || !reported) {
                    waitWhileWaiting(deadline, reported ? REPORT_NANOS : Long.MAX_VALUE);
                }
                return switch (state) {
                    case HELD -> Optional.empty();
                    case GONE -> throw new AppException.Rejected(ErrorCode.CANCELLED, "the answer was stopped");
                    case WAITING -> Optional.of(place());
                };
            } finally {
                lock.unlock();
            }
        }

        private void waitWhileWaiting(Deadline deadline, long limitNanos) {
            long left = Math.min(limitNanos, deadline.remaining().toNanos());
            try {
                while (state == State.WAITING && left > 0) {
                    left = change.awaitNanos(left);
                }
            } catch (InterruptedException interrupt) {
                close();
                Thread.currentThread().interrupt();
                throw new AppException.Broken("interrupted while waiting for " + name, interrupt);
            }
            if (state == State.WAITING && deadline.passed()) {
                close();
                throw new AppException.Exhausted(
                        ErrorCode.DEADLINE_EXCEEDED, "the question waited too long for " + name);
            }
        }

        /// Sorting the line for everybody who comes in a burst would hold the gate up, so one order serves for a
        /// while; whoever is not in it yet is told the end of the line.
        private QueuePlace place() {
            long now = nanoTime.getAsLong();
            if (places.isEmpty() || now - placesAt > PLACES_NANOS) {
                places.clear();
                line.order().forEach(waiter -> places.put(waiter, places.size() + 1));
                placesAt = now;
            }
            int position = Math.min(line.waiting(), places.getOrDefault(ticket, line.waiting()));
            return new QueuePlace(position, expected(position));
        }

        private void granted() {
            state = State.HELD;
            grantedAt = nanoTime.getAsLong();
            change.signal();
        }
    }
}
