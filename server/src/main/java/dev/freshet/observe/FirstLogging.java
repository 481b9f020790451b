package dev.freshet.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/// The log before the settings are known: warnings, on standard error; then [Logging] takes over. It stands in
/// for a file, since reading one by XML takes a part of each start that can be felt. A file that is named by
/// `logback.configurationFile`, or one for tests, comes first.
public final class FirstLogging extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        boolean hasFile = System.getProperty("logback.configurationFile") != null
                || FirstLogging.class.getResource("/logback-test.xml") != null;
        if (hasFile) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(Logging.standardError(context, new TextLayout()));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
