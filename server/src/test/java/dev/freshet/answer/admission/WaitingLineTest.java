package dev.freshet.answer.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.answer.admission.WaitingLine.Ticket;
import dev.freshet.core.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final TenantId CROWD = new TenantId("crowd");
    private static final TenantId OTHER = new TenantId("other");

    @Test
    void agreesWithTheRuleWrittenPlainly() {
        for (int seed = 0; seed < 300; seed++) {
            new Game(seed).play(200);
        }
    }

    @Test
    void letsNobodyElseWaitBehindOneTenantsThousandQuestions() {
        WaitingLine line = new WaitingLine(100, 0);
        for (int i = 0; i < 1_000; i++) {
            line.enter(new Asker(CROWD, "person " + i % 7));
        }
        List<Ticket> held = drain(line);
        assertThat(held).hasSize(90);

        Ticket late = line.enter(new Asker(OTHER, ""));
        assertThat(line.next()).containsSame(late);
    }

    @Test
    void sharesTheSlotsThatComeBackBetweenTwoTenantsUntilTheyAreEven() {
        WaitingLine line = new WaitingLine(10, 0);
        for (int i = 0; i < 50; i++) {
            line.enter(new Asker(CROWD, ""));
        }
        List<Ticket> held = drain(line);
        for (int i = 0; i < 50; i++) {
            line.enter(new Asker(OTHER, ""));
        }
        List<Ticket> others = drain(line);
        for (int i = 0; i < 4; i++) {
            line.release(held.get(i));
            others.addAll(drain(line));
        }
        assertThat(others).hasSize(4).allMatch(ticket -> ticket.asker().tenant().equals(OTHER));
    }

    @Test
    void goesByPersonWithinATenant() {
        WaitingLine line = new WaitingLine(20, 0);
        for (int i = 0; i < 30; i++) {
            line.enter(new Asker(CROWD, "busy"));
        }
        assertThat(drain(line)).hasSize(18);
        Ticket quiet = line.enter(new Asker(CROWD, "quiet"));
        line.resize(22);
        assertThat(drain(line)).first().isSameAs(quiet);
    }

    @Test
    void keepsATenantToItsLimit() {
        WaitingLine line = new WaitingLine(100, 3);
        for (int i = 0; i < 10; i++) {
            line.enter(new Asker(CROWD, ""));
        }
        assertThat(drain(line)).hasSize(3);
        assertThat(line.waiting()).isEqualTo(7);
    }

    @Test
    void remembersNothingOfThoseWhoHaveGone() {
        WaitingLine line = new WaitingLine(2, 0);
        Ticket holds = line.enter(new Asker(CROWD, "a"));
        Ticket waits = line.enter(new Asker(CROWD, "b"));
        assertThat(drain(line)).containsExactly(holds);
        line.leave(waits);
        line.leave(waits);
        line.release(holds);
        assertThat(line.tenants()).isZero();
        assertThat(line.taken()).isZero();
        assertThat(line.waiting()).isZero();
    }

    private static List<Ticket> drain(WaitingLine line) {
        List<Ticket> granted = new ArrayList<>();
        Optional<Ticket> next = line.next();
        while (next.isPresent()) {
            granted.add(next.get());
            next = line.next();
        }
        return granted;
    }

    /// Random moves on the line and on an oracle that is two lists and the rule of the design, word by word.
    private static final class Game {
        private final int seed;
        private final Random random;
        private final int tenantLimit;
        private int slots;
        private final WaitingLine line;
        private final List<Ticket> waiting = new ArrayList<>();
        private final List<Ticket> holding = new ArrayList<>();

        private Game(int seed) {
            this.seed = seed;
            random = new Random(seed);
            slots = 1 + random.nextInt(25);
            tenantLimit = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0;
            line = new WaitingLine(slots, tenantLimit);
        }

        private void play(int moves) {
            for (int i = 0; i < moves; i++) {
                move();
                assertThat(line.order()).as("order, seed %d, move %d", seed, i).isEqualTo(order());
                Optional<Ticket> expected = next();
                assertThat(line.next()).as("seed %d, move %d", seed, i).isEqualTo(expected);
                expected.ifPresent(ticket -> {
                    waiting.remove(ticket);
                    holding.add(ticket);
                });
                assertThat(line.taken()).isEqualTo(holding.size());
                assertThat(line.waiting()).isEqualTo(waiting.size());
            }
        }

        private void move() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> {
                    TenantId tenant = new TenantId("t" + random.nextInt(1 + random.nextInt(4)));
                    waiting.add(line.enter(new Asker(tenant, "p" + random.nextInt(3))));
                }
                case 5, 6, 7 -> {
                    if (!holding.isEmpty()) {
                        line.release(holding.remove(random.nextInt(holding.size())));
                    }
                }
                case 8 -> {
                    if (!waiting.isEmpty()) {
                        line.leave(waiting.remove(random.nextInt(waiting.size())));
                    }
                }
                default -> {
                    slots = 1 + random.nextInt(25);
                    line.resize(slots);
                }
            }
        }

        /// Each tenant's first by person; then the tenant that holds fewest; ties go to the older ticket.
        private Optional<Ticket> next() {
            Map<TenantId, Long> tenants = held(holding, Game::tenant);
            return nominated(waiting, holding).stream()
                    .filter(ticket -> allowed(of(tenants, tenant(ticket))))
                    .min(Comparator.<Ticket>comparingLong(ticket -> of(tenants, tenant(ticket)))
                            .thenComparing(waiting::indexOf));
        }

        private static List<Ticket> nominated(List<Ticket> line, List<Ticket> holders) {
            Map<Asker, Long> persons = held(holders, Ticket::asker);
            return line.stream().collect(Collectors.groupingBy(Game::tenant)).values().stream()
                    .map(own -> own.stream()
                            .min(Comparator.<Ticket>comparingLong(ticket -> of(persons, ticket.asker()))
                                    .thenComparing(own::indexOf))
                            .orElseThrow())
                    .toList();
        }

        private boolean allowed(long own) {
            int free = slots - holding.size();
            if (free <= 0 || own == 0) {
                return free > 0;
            }
            return free - 1 >= slots / 10.0 && (tenantLimit == 0 || own < tenantLimit);
        }

        /// What comes out when slots appear one by one and none comes back.
        private List<Ticket> order() {
            List<Ticket> left = new ArrayList<>(waiting);
            List<Ticket> holders = new ArrayList<>(holding);
            List<Ticket> order = new ArrayList<>();
            while (!left.isEmpty()) {
                Map<TenantId, Long> tenants = held(holders, Game::tenant);
                Ticket next = nominated(left, holders).stream()
                        .min(Comparator.<Ticket>comparingLong(ticket -> of(tenants, tenant(ticket)))
                                .thenComparing(left::indexOf))
                        .orElseThrow();
                left.remove(next);
                holders.add(next);
                order.add(next);
            }
            return order;
        }

        private static TenantId tenant(Ticket ticket) {
            return ticket.asker().tenant();
        }

        /// How many slots each tenant or each person holds.
        private static <T> Map<T, Long> held(List<Ticket> holders, Function<Ticket, T> who) {
            return holders.stream().collect(Collectors.groupingBy(who, Collectors.counting()));
        }

        private static <T> long of(Map<T, Long> held, T who) {
            return held.getOrDefault(who, 0L);
        }
    }
}
