package dev.freshet.db;

import java.sql.Connection;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;

/// How statements reach a kind of database.
sealed interface Engine extends AutoCloseable permits SqliteEngine, PooledEngine {

    <T> T read(Lane lane, Function<DSLContext, T> work);

    <T> T write(Lane lane, Function<DSLContext, T> work);

    String product();

    Map<String, Integer> gauges();

    @Override
    void close();

    /// What a callback is given over this connection.
    static DSLContext context(Connection connection, SQLDialect dialect, Counts counts) {
        return DSL.using(new DefaultConfiguration()
                .set(connection)
                .set(dialect)
                .set(rendering())
                .set(new DefaultExecuteListenerProvider(counts)));
    }

    /// How jOOQ renders: names as they are written here, no schema.
    private static Settings rendering() {
        return new Settings()
                .withRenderSchema(false)
                .withRenderNameCase(RenderNameCase.AS_IS)
                .withRenderQuotedNames(RenderQuotedNames.NEVER)
                .withExecuteLogging(false)
                .withFetchWarnings(false);
    }
}
