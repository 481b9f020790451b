package dev.freshet.dataset;

import static dev.freshet.dataset.DocumentStore.DATASET;
import static dev.freshet.dataset.DocumentStore.DOCUMENT;
import static dev.freshet.dataset.DocumentStore.RUN;
import static dev.freshet.dataset.DocumentStore.SIZE;
import static dev.freshet.dataset.DocumentStore.SUFFIX;
import static dev.freshet.dataset.DocumentStore.TENANT;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.sum;

import dev.freshet.core.DatasetId;
import dev.freshet.core.TenantId;
import dev.freshet.db.Db;
import dev.freshet.db.Lane;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;

/// Figures about all documents of a dataset at once.
public final class DocumentFacetStore {
    private final Db db;

    public DocumentFacetStore(Db db) {
        this.db = db;
    }

    /// How many of the documents that a query means have which ending and which state.
    ///
    /// @param total all of them
    public record Facets(int total, Map<String, Integer> suffixes, Map<RunState, Integer> runs) {
        public Facets {
            suffixes = new LinkedHashMap<>(suffixes);
            runs = new TreeMap<>(runs);
        }

        /// How many are in a state.
        public int count(RunState state) {
            return runs.getOrDefault(state, 0);
        }
    }

    public Facets facets(TenantId tenant, DatasetId dataset, DocumentQuery query) {
        Condition which = of(tenant, dataset).and(DocumentStore.condition(query));
        Field<Integer> documents = count();
        return db.query(Lane.BROWSE, sql -> {
            Map<String, Integer> suffixes = new LinkedHashMap<>();
            Map<RunState, Integer> runs = new TreeMap<>();
            sql.select(SUFFIX, documents)
                    .from(DOCUMENT)
                    .where(which)
                    .groupBy(SUFFIX)
                    .orderBy(SUFFIX)
                    .forEach(row -> suffixes.put(row.get(SUFFIX), row.get(documents)));
            sql.select(RUN, documents)
                    .from(DOCUMENT)
                    .where(which)
                    .groupBy(RUN)
                    .forEach(row -> runs.put(RunState.valueOf(row.get(RUN)), row.get(documents)));
            int total = runs.values().stream().mapToInt(Integer::intValue).sum();
            return new Facets(total, suffixes, runs);
        });
    }

    /// How many bytes the files of a dataset have.
    public long bytes(TenantId tenant, DatasetId dataset) {
        Field<BigDecimal> bytes = sum(SIZE);
        return db.query(
                Lane.BROWSE,
                sql -> sql.select(bytes)
                        .from(DOCUMENT)
                        .where(of(tenant, dataset))
                        .fetchOptional(bytes)
                        .map(BigDecimal::longValue)
                        .orElse(0L));
    }

    private static Condition of(TenantId tenant, DatasetId dataset) {
        return TENANT.eq(tenant.value()).and(DATASET.eq(dataset.value()));
    }
}
