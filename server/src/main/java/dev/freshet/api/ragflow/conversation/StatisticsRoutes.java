package dev.freshet.api.ragflow.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.api.ragflow.wire.Callers;
import dev.freshet.api.ragflow.wire.Envelope;
import dev.freshet.api.ragflow.wire.ErrorAnswers;
import dev.freshet.chat.statistics.DayUsage;
import dev.freshet.chat.statistics.UsageStore;
import dev.freshet.core.TenantId;
import dev.freshet.http.Request;
import dev.freshet.http.Response;
import dev.freshet.http.Router;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// `GET /v1/api/stats` (contract §13): conversations of widgets and legacy keys, by days in UTC.
public final class StatisticsRoutes {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd 00:00:00");
    private static final int USUAL_DAYS = 7;
    private static final double THOUSAND = 1_000;

    private final Callers callers;
    private final UsageStore usage;
    private final InstantSource clock;

    public StatisticsRoutes(Callers callers, UsageStore usage, InstantSource clock) {
        this.callers = callers;
        this.usage = usage;
        this.clock = clock;
    }

    public void addTo(Router router) {
        router.group(ErrorAnswers.web())
                .route("GET", "/v1/api/stats", "Statistics of conversations from outside", this::statistics);
    }

    /// There are no agents here, so that statistics of agents are empty.
    private Response statistics(Request request) {
        TenantId tenant = callers.account(request).tenant();
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDateTime from = moment(
                request, "from_date", now.toLocalDate().minusDays(USUAL_DAYS).atStartOfDay());
        LocalDateTime to = moment(request, "to_date", now);
        List<DayUsage> days =
                request.query("canvas_id").isPresent() ? List.of() : usage.byDay(tenant, millis(from), millis(to));
        ObjectNode data = Envelope.object();
        put(data, "pv", days, DayUsage::sessions);
        put(data, "uv", days, DayUsage::users);
        put(data, "speed", days, day -> day.tokens() / (day.seconds() + 0.1));
        put(data, "tokens", days, day -> day.tokens() / THOUSAND);
        put(data, "round", days, DayUsage::rounds);
        put(data, "thumb_up", days, DayUsage::likes);
        return Envelope.web(data);
    }

    private static void put(ObjectNode data, String key, List<DayUsage> days, ToDoubleFunction<DayUsage> value) {
        ArrayNode rows = data.putArray(key);
        days.forEach(day -> rows.addArray().add(DAY.format(day.day())).add(value.applyAsDouble(day)));
    }

    private static long millis(LocalDateTime moment) {
        return moment.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static LocalDateTime moment(Request request, String name, LocalDateTime otherwise) {
        String text = request.query(name).filter(given -> !given.isBlank()).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace('T', ' '), MOMENT);
        } catch (DateTimeParseException junk) {
            throw ConversationFaults.NO_MOMENT.of(name);
        }
    }
}
