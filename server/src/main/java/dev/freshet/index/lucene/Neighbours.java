package dev.freshet.index.lucene;

import dev.freshet.core.Vector;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.hnsw.NeighborQueue;

/// The vectors nearest to one, among the chunks that pass a filter.
///
/// Where the filter leaves few, all of them are compared, one after the other as they lie on disk: up to some
/// thousand this is faster than walking the graph, which jumps about and throws away what the filter forbids,
/// and it misses none.
final class Neighbours {
    /// What is usual for the last of these: 10,000 vectors of 384 (docs/adr/0007).
    static final long SCANNED = 10_000L * 384;

    private final IndexSearcher searcher;
    private final Query filter;
    private final Vector vector;
    private final int count;
    private final long scanned;

    /// @param count how many are wanted
    /// @param scanned numbers that are compared at the most before the graph is asked
    Neighbours(IndexSearcher searcher, Query filter, Vector vector, int count, long scanned) {
        this.searcher = searcher;
        this.filter = filter;
        this.vector = vector;
        this.count = count;
        this.scanned = scanned;
    }

    /// The nearest with Lucene's score of a dot product, `(1 + cosine) / 2`, in no order.
    ScoreDoc[] find() throws IOException {
        Weight allowed = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        if (matches(allowed) * vector.dimensions() <= scanned) {
            return scan(allowed);
        }
        KnnFloatVectorQuery graph = new KnnFloatVectorQuery(field(), vector.values(), count, filter);
        return searcher.search(graph, count).scoreDocs;
    }

    private String field() {
        return ChunkFields.vectorField(vector);
    }

    private long matches(Weight allowed) throws IOException {
        long matches = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            ScorerSupplier supplier = allowed.scorerSupplier(leaf);
            matches += supplier == null ? 0 : supplier.cost();
        }
        return matches;
    }

    private ScoreDoc[] scan(Weight allowed) throws IOException {
        NeighborQueue nearest = new NeighborQueue(count, false);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(field());
            Scorer scorer = vectors == null ? null : allowed.scorer(leaf);
            if (vectors != null && scorer != null) {
                scan(leaf, vectors.scorer(vector.values()), scorer.iterator(), nearest);
            }
        }
        ScoreDoc[] found = new ScoreDoc[nearest.size()];
        Arrays.setAll(found, i -> {
            float score = nearest.topScore();
            return new ScoreDoc(nearest.pop(), score);
        });
        return found;
    }

    private void scan(LeafReaderContext leaf, VectorScorer vectors, DocIdSetIterator allowed, NeighborQueue nearest)
            throws IOException {
        VectorScorer.Bulk bulk = vectors.bulk(allowed);
        DocAndFloatFeatureBuffer batch = new DocAndFloatFeatureBuffer();
        bulk.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, leaf.reader().getLiveDocs(), batch);
        while (batch.size > 0) {
            for (int i = 0; i < batch.size; i++) {
                nearest.insertWithOverflow(leaf.docBase + batch.docs[i], batch.features[i]);
            }
            bulk.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, leaf.reader().getLiveDocs(), batch);
        }
    }
}
