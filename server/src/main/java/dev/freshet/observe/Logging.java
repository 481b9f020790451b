package dev.freshet.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Sets the log up. It goes to standard error only, because standard output belongs to the commands.
public final class Logging {
    /// Libraries that greet or report what nobody asked for.
    private static final List<String> QUIET = List.of("org.jooq", "org.flywaydb", "com.zaxxer.hikari");

    /// Held here, since the platform's logging forgets the level of a logger that nobody holds.
    private static final java.util.logging.Logger LUCENE = java.util.logging.Logger.getLogger("org.apache.lucene");

    private Logging() {}

    /// Replaces whatever set-up there was.
    public static void configure(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(settings.level().name()));
        root.addAppender(standardError(context, layout(settings.format())));
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        context.getLogger(Timing.LOGGER).setLevel(settings.steps() ? null : Level.OFF);
        LUCENE.setLevel(java.util.logging.Level.WARNING);
    }

    /// An appender to standard error, ready for use.
    static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context, LayoutBase<ILoggingEvent> layout) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, layout));
        appender.start();
        return appender;
    }

    private static LayoutBase<ILoggingEvent> layout(LogSettings.Format format) {
        return switch (format) {
            case TEXT -> new TextLayout();
            case JSON -> new JsonLayout();
        };
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(
            LoggerContext context, LayoutBase<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
