package dev.freshet.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/// A log line for programs: one JSON object with `time`, `level`, `logger`, `request`, `message`, the pairs
/// of the event and `error` with the stack trace. All values are texts.
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder("{");
        append(line, "time", event.getInstant().toString());
        append(line, "level", event.getLevel().toString());
        append(line, "logger", event.getLoggerName());
        RequestId.current().ifPresent(id -> append(line, "request", id));
        append(line, "message", event.getFormattedMessage());
        for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of())) {
            append(line, pair.key, String.valueOf(pair.value));
        }
        if (event.getThrowableProxy() != null) {
            append(line, "error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.append("}\n").toString();
    }

    private static void append(StringBuilder line, String name, String value) {
        line.append(line.length() > 1 ? "," : "");
        quote(line, name);
        line.append(':');
        quote(line, value);
    }

    /// RFC 8259 section 7: quotation mark, backslash and control characters are escaped.
    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> line.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        line.append('"');
    }
}
