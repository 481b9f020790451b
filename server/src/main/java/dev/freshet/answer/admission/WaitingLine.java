package dev.freshet.answer.admission;

import dev.freshet.core.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// Who holds slots, who waits, and who is next: the rule alone, without threads and without a clock.
///
/// A tenant nominates the first in line of whichever of its persons holds fewest slots. Of those nominated, the
/// one whose tenant holds fewest is next; where that is equal, the one who has waited longest. A tenant at its
/// limit nominates nobody, and the last tenth of the slots goes only to tenants that hold none.
final class WaitingLine {
    private static final Comparator<Ticket> BY_AGE = Comparator.comparingLong(ticket -> ticket.number);

    private final Map<TenantId, Tenant> tenants = new HashMap<>();
    private final int tenantLimit;
    private int slots;
    private int taken;
    private int waiting;
    private long lastNumber;

    /// @param slots how many there are
    /// @param tenantLimit how many one tenant may hold; 0 for no such limit
    WaitingLine(int slots, int tenantLimit) {
        this.slots = slots;
        this.tenantLimit = tenantLimit;
    }

    /// One who waits for a slot, holds it or has given it back.
    static final class Ticket {
        private final Asker asker;
        private final long number;

        private Ticket(Asker asker, long number) {
            this.asker = asker;
            this.number = number;
        }

        Asker asker() {
            return asker;
        }
    }

    int slots() {
        return slots;
    }

    int taken() {
        return taken;
    }

    int waiting() {
        return waiting;
    }

    /// Tenants that wait or hold.
    int tenants() {
        return tenants.size();
    }

    /// Changes how many slots there are; nobody loses one.
    void resize(int count) {
        slots = count;
    }

    /// Joins the line at its end.
    Ticket enter(Asker asker) {
        Ticket ticket = new Ticket(asker, ++lastNumber);
        tenants.computeIfAbsent(asker.tenant(), ignored -> new Tenant()).enter(ticket);
        waiting++;
        return ticket;
    }

    /// Gives up waiting; nothing happens when the ticket does not wait.
    void leave(Ticket ticket) {
        Tenant tenant = tenants.get(ticket.asker.tenant());
        if (tenant != null && tenant.leave(ticket)) {
            waiting--;
            forget(ticket);
        }
    }

    /// Lets the next one have a free slot, if there is a slot and somebody who may have it.
    Optional<Ticket> next() {
        int free = slots - taken;
        if (free <= 0 || waiting == 0) {
            return Optional.empty();
        }
        boolean lastTenth = free <= lastTenth(slots);
        Ticket chosen = null;
        int fewest = Integer.MAX_VALUE;
        for (Tenant tenant : tenants.values()) {
            if (tenant.waiting.isEmpty() || tenant.taken > fewest || !tenant.mayTake(lastTenth)) {
                continue;
            }
            Ticket nominated = tenant.nominate();
            if (tenant.taken < fewest || chosen == null || BY_AGE.compare(nominated, chosen) < 0) {
                fewest = tenant.taken;
                chosen = nominated;
            }
        }
        return Optional.ofNullable(chosen).map(this::grant);
    }

    /// Gives a slot back.
    void release(Ticket ticket) {
        Tenant tenant = tenants.get(ticket.asker.tenant());
        if (tenant == null) {
            throw new IllegalStateException("a slot is given back that was not taken");
        }
        tenant.release(ticket.asker.person());
        taken--;
        forget(ticket);
    }

    /// Everybody who waits, in the order in which slots would go to them if no slot came back meanwhile and
    /// there were enough of them.
    List<Ticket> order() {
        IdentityHashMap<Ticket, Integer> levels = new IdentityHashMap<>();
        tenants.values().forEach(tenant -> {
            int level = tenant.taken;
            for (Ticket ticket : tenant.order()) {
                levels.put(ticket, level++);
            }
        });
        List<Ticket> all = new ArrayList<>(levels.keySet());
        all.sort(Comparator.<Ticket>comparingInt(levels::get).thenComparing(BY_AGE));
        return all;
    }

    /// The last tenth, rounded up.
    static int lastTenth(int slots) {
        return (slots + 9) / 10;
    }

    private Ticket grant(Ticket ticket) {
        Tenant tenant = tenants.get(ticket.asker.tenant());
        if (tenant == null || !tenant.leave(ticket)) {
            throw new IllegalStateException("only who waits can be given a slot");
        }
        tenant.take(ticket.asker.person());
        waiting--;
        taken++;
        return ticket;
    }

    private void forget(Ticket ticket) {
        tenants.computeIfPresent(
                ticket.asker.tenant(), (id, tenant) -> tenant.taken == 0 && tenant.waiting.isEmpty() ? null : tenant);
    }

    /// The persons of one tenant.
    private final class Tenant {
        private final Map<String, Integer> held = new HashMap<>();
        private final Map<String, SequencedSet<Ticket>> waiting = new LinkedHashMap<>();
        private int taken;

        boolean mayTake(boolean lastTenth) {
            return taken == 0 || (!lastTenth && (tenantLimit == 0 || taken < tenantLimit));
        }

        void enter(Ticket ticket) {
            waiting.computeIfAbsent(ticket.asker.person(), ignored -> new LinkedHashSet<>())
                    .add(ticket);
        }

        boolean leave(Ticket ticket) {
            SequencedSet<Ticket> line = waiting.get(ticket.asker.person());
            if (line == null || !line.remove(ticket)) {
                return false;
            }
            if (line.isEmpty()) {
                waiting.remove(ticket.asker.person());
            }
            return true;
        }

        void take(String person) {
            held.merge(person, 1, Integer::sum);
            taken++;
        }

        void release(String person) {
            held.computeIfPresent(person, (name, count) -> count == 1 ? null : count - 1);
            taken--;
        }

        Ticket nominate() {
            Ticket chosen = null;
            int fewest = Integer.MAX_VALUE;
            for (Map.Entry<String, SequencedSet<Ticket>> line : waiting.entrySet()) {
                int holds = held.getOrDefault(line.getKey(), 0);
                Ticket first = line.getValue().getFirst();
                if (chosen == null || holds < fewest || (holds == fewest && BY_AGE.compare(first, chosen) < 0)) {
                    fewest = holds;
                    chosen = first;
                }
            }
            if (chosen == null) {
                throw new IllegalStateException("a tenant without anybody who waits nominates nobody");
            }
            return chosen;
        }

        List<Ticket> order() {
            IdentityHashMap<Ticket, Integer> levels = new IdentityHashMap<>();
            waiting.forEach((person, line) -> {
                int level = held.getOrDefault(person, 0);
                for (Ticket ticket : line) {
                    levels.put(ticket, level++);
                }
            });
            List<Ticket> all = new ArrayList<>(levels.keySet());
            all.sort(Comparator.<Ticket>comparingInt(levels::get).thenComparing(BY_AGE));
            return all;
        }
    }
}
