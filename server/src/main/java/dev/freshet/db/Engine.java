package dev.freshet.db;

import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;

/// How statements reach a kind of database.
sealed interface Engine extends AutoCloseable permits SqliteEngine, PooledEngine {

    <T> T read(Lane lane, Function<DSLContext, T> work);

    <T> T write(Lane lane, Function<DSLContext, T> work);

    String product();

    Map<String, Integer> gauges();

    @Override
    void close();

    /// How jOOQ renders: names as they are written here, no schema.
    static Settings rendering() {
        return new Settings()
                .withRenderSchema(false)
                .withRenderNameCase(RenderNameCase.AS_IS)
                .withRenderQuotedNames(RenderQuotedNames.NEVER)
                .withExecuteLogging(false)
                .withFetchWarnings(false);
    }
}
